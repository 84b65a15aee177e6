import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openInstallation, type Installation } from './play/installation.js';
import { playScenario } from './play/play.js';
import { expectedOf, seenOf, storyOf } from './play/told.js';
import { SCENARIOS } from './stories/all.js';

const MOST_MS = 900_000;

let opened: Promise<Installation> | undefined;
const installation = (): Promise<Installation> => (opened ??= openInstallation());

afterAll(async () => (await opened)?.close(), 60_000);

describe('one stack, a model a scenario, all at the same time', () => {
  test.concurrent.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (name, scenario) => {
      const played = await playScenario(await installation(), scenario);
      const [seen, expected] = [seenOf(played, scenario), expectedOf(scenario)];
      const story = isDeepStrictEqual(seen, expected) ? [] : storyOf(played);
      process.stderr.write([`${name}: ${played.seconds.toFixed(1)} s`, ...story, ''].join('\n'));
      expect(seen).toEqual(expected);
    },
    MOST_MS,
  );
});

test('every rule of the table is expected by some scenario', () => {
  const expected = new Set(SCENARIOS.map(({ expected: { rule } }) => rule));
  expect([...Array(22).keys()].map((i) => `T${i + 1}`).filter((id) => !expected.has(id as never))).toEqual(
    [],
  );
});
