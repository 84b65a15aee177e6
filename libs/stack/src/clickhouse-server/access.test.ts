import { describe, expect, test } from '@jest/globals';
import { authenticate, credentialsOf } from './access.js';

const owner = { user: 'checkride', password: 'p:ä' };
const basic = (text: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
});
const url = (query = ''): URLSearchParams => new URLSearchParams(query);

describe('credentials', () => {
  test('come by header, by ClickHouse headers or by URL; a password may hold a colon', () => {
    const expected = { user: 'checkride', password: 'p:ä' };
    expect(credentialsOf(basic('checkride:p:ä'), url())).toEqual(expected);
    expect(credentialsOf({ 'x-clickhouse-user': 'checkride', 'x-clickhouse-key': 'p:ä' }, url())).toEqual(
      expected,
    );
    expect(credentialsOf({}, url('user=checkride&password=p:%C3%A4'))).toEqual(expected);
  });
});

describe('authentication', () => {
  test('knows the owner by its password', () => {
    expect(authenticate({ user: 'checkride', password: 'p:ä' }, owner)).toBe('owner');
  });

  test('takes analysts and people without a name as readers', () => {
    expect(authenticate({ user: 'analyst', password: '' }, owner)).toBe('analyst');
    expect(authenticate(credentialsOf({}, url()), owner)).toBe('analyst');
  });

  test.each([
    ['checkride', ''],
    ['checkride', 'wrong'],
    ['analyst', 'p:ä'],
    ['default', 'p:ä'],
    ['somebody', ''],
  ])('refuses %s with password "%s"', (user, password) => {
    expect(() => authenticate({ user, password }, owner)).toThrow(/Code: 516\..*AUTHENTICATION_FAILED/);
  });
});
