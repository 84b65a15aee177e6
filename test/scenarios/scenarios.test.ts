import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { backtest } from '@checkride/domain/backtest/backtest';
import { judgedCourse } from '@checkride/domain/backtest/said';
import { canonicalJson } from '@checkride/domain/canonical';
import { replayDecisions } from '@checkride/domain/judge/replay';
import type { Report } from '@checkride/domain/report/report';
import { openInstallation, type Installation } from './play/installation.js';
import { playScenario, type Played } from './play/play.js';
import { storedCourse, type StoredCourse } from './play/stored.js';
import { expectedOf, seenOf, storyOf } from './play/told.js';
import { SCENARIOS } from './stories/all.js';

const MOST_MS = 900_000;
const BEGINNING = 0;

const plays: Played[] = [];

let opened: Promise<Installation> | undefined;
const installation = (): Promise<Installation> => (opened ??= openInstallation());

afterAll(async () => (await opened)?.close(), 60_000);

describe('one stack, a model a scenario, all at the same time', () => {
  test.concurrent.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))(
    '%s',
    async (name, scenario) => {
      const played = await playScenario(await installation(), scenario);
      plays.push(played);
      const [seen, expected] = [seenOf(played, scenario), expectedOf(scenario)];
      const story = isDeepStrictEqual(seen, expected) ? [] : storyOf(played);
      process.stderr.write([`${name}: ${played.seconds.toFixed(1)} s`, ...story, ''].join('\n'));
      expect(seen).toEqual(expected);
    },
    MOST_MS,
  );
});

describe('what the tables hold of all these lives', () => {
  const courses: [string, StoredCourse][] = [];
  beforeAll(async () => {
    const { store } = await installation();
    for (const played of plays) courses.push([played.model, await storedCourse(store, played)]);
  }, MOST_MS);

  test('comes to the same decisions again, to the byte, and to every decision that was heard', () => {
    for (const [model, { reports, decisions, ticks }] of courses) {
      const heard = plays.find((played) => played.model === model)!.decisions;
      const told = { model, compared: heard.length, equal: heard.length, differences: [], altered: [] };
      expect({ model, ...replayDecisions(reports, decisions, ticks) }).toEqual(told);
    }
  });

  test('gives the decisions that were made when it is backtested with nothing changed', () => {
    for (const [model, { reports, decisions }] of courses) {
      const same = backtest(judgedCourse(reports), BEGINNING, {})!;
      const made = [...decisions].sort((a, b) => a.seq - b.seq);
      expect([model, canonicalJson(same.decisions)]).toEqual([model, canonicalJson(made)]);
      expect([model, same.reports, same.divergences]).toEqual([model, reports.length, []]);
    }
  });

  test('is found out when one count of one report is another', () => {
    const shortest = courses.reduce((least, one) =>
      one[1].reports.length < least[1].reports.length ? one : least,
    );
    const [, { reports, decisions, ticks }] = shortest;
    const at = reports.findLastIndex(({ serving }) => serving.length > 0);
    const changed = reports.with(at, oneOther(reports[at]!));
    expect(replayDecisions(changed, decisions, ticks).altered).toEqual([reports[at]!.seq]);
  });
});

test('every rule of the table is expected by some scenario', () => {
  const expected = new Set(SCENARIOS.map(({ expected: { rule } }) => rule));
  expect([...Array(22).keys()].map((i) => `T${i + 1}`).filter((id) => !expected.has(id as never))).toEqual(
    [],
  );
});

/** The report with one answer more in one place of its traffic. */
const oneOther = (report: Report): Report => ({
  ...report,
  serving: report.serving.map((cell, at) => (at === 0 ? { ...cell, n: cell.n + 1 } : cell)),
});
