import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hasParent, parseJsonPath, valueAt } from './json-path.js';
import { timeOfNumber, timeOfText } from './json-time.js';

describe('a JSON path', () => {
  it('finds what its steps name, whatever the names are', () => {
    const step = fc.oneof(
      fc.nat(3),
      fc.string({ maxLength: 4 }).filter((name) => !name.includes('"')),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), fc.boolean(), (steps, plain) => {
        const text = `$${steps
          .map((one) =>
            typeof one === 'number' ? `[${one}]` : plain && /^[a-z]+$/i.test(one) ? `.${one}` : `["${one}"]`,
          )
          .join('')}`;
        let document: unknown = 'found';
        for (const one of [...steps].reverse()) {
          if (typeof one === 'number') {
            const list: unknown[] = [null, null, null, null];
            list[one] = document;
            document = list;
          } else document = Object.fromEntries([[one, document]]);
        }
        expect(parseJsonPath(text)).toEqual(steps);
        expect(valueAt(document, parseJsonPath(text))).toBe('found');
        expect(hasParent(document, parseJsonPath(text))).toBe(true);
      }),
    );
  });

  it('leads nowhere through members that every object has', () => {
    expect(valueAt({}, ['constructor', 'name'])).toBeUndefined();
    expect(valueAt([1], ['length'])).toBeUndefined();
    expect(valueAt({ a: null }, ['a', 'b'])).toBeUndefined();
  });

  it.each(['a', '$..a', '$.a[*]', '$[-1]', "$['a", '$.a b', '$[1:2]'])('is refused as %j', (text) => {
    expect(() => parseJsonPath(text)).toThrow(/\$|begin/);
  });
});

describe('a time in JSON', () => {
  it.each([
    [1_700_000_000, 1_700_000_000_000],
    [1_700_000_000.25, 1_700_000_000_250],
    [1_700_000_000_123, 1_700_000_000_123],
    [1_700_000_000_123_456, 1_700_000_000_123],
  ])('as the number %d is %d ms: seconds, ms or µs by size', (value, ms) => {
    expect(timeOfNumber(value)).toBe(ms);
  });

  it.each([
    ['2026-01-02T03:04:05Z', Date.UTC(2026, 0, 2, 3, 4, 5)],
    ['2026-01-02T03:04:05.678+01:00', Date.UTC(2026, 0, 2, 2, 4, 5, 678)],
    ['2026-01-02 03:04', Date.UTC(2026, 0, 2, 3, 4)],
    ['2026-01-02', Date.UTC(2026, 0, 2)],
  ])('as %j is UTC unless it says otherwise', (text, ms) => {
    expect(timeOfText(text)).toBe(ms);
  });

  it.each(['yesterday', '1700000000', '2026-13-01', '12:00', ''])('is not %j', (text) => {
    expect(timeOfText(text)).toBeUndefined();
  });
});
