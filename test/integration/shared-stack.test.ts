import { expect, test } from '@jest/globals';
import { sharedStack } from '../support/stack.js';

test('every test of a run is given the same running stack', async () => {
  const [one, other] = await Promise.all([sharedStack(), sharedStack()]);
  expect(one).toEqual(other);
  const answer = await fetch(`${one.clickhouseUrl.replace(/\/\/.*@/, '//')}/ping`);
  expect(await answer.text()).toBe('Ok.\n');
}, 120_000);
