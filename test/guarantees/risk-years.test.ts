import { expect, test } from '@jest/globals';
import { isOn } from '@checkride/domain/judge/alarm';
import { addToBatches, takeDue, type Batch } from '@checkride/domain/judge/observe/batches';
import { observeRisk, RISK_START, type ChampionRisk } from '@checkride/domain/judge/observe/champion-risk';
import { riskByPhase, riskByScore, type FrozenProfile } from '@checkride/domain/judge/observe/live-profile';
import { DAY, EPOCH, HOUR, testContract } from '@checkride/domain/judge/testing/contract';
import { cohort } from '@checkride/domain/judge/testing/report';
import type { CohortCell } from '@checkride/domain/report/cells';
import { createDraws, type Draws } from '../support/draws.js';
import { LONG, tell, TIME_LIMIT } from './form.js';

const TOLERANCE = 0.1;
const BASE = testContract();
const CONTRACT = testContract({
  labels: BASE.labels && { ...BASE.labels, batch_ms: DAY },
  gates: { ...BASE.gates, monitor: { ...BASE.gates.monitor, risk_tolerance: TOLERANCE } },
});
const CHAMPION = { version: 'v1', since: EPOCH, predecessor: null };
const REGIONS = ['east', 'west'];
/** Labels of a region and hour, a multiple of 40: eight sub-batches of whole clusters. */
const LABELS = 80;
const SUB_BATCHES = 8;
const RISK = 0.1;
const LEARNT_DAYS = 15;

const YEARS = LONG ? 20 : 2;
const YEAR_DAYS = 365;
/** Of a Poisson law with one a year: scipy 1.17.1 poisson.sf(33, 20) = .0027, poisson.sf(7, 2) = .0011. */
const TOO_MANY = LONG ? 34 : 8;

/** Labels wrong with probability `risk`, `together` units sharing their fate, all in score bin 4. */
function cohortAt(at: number, region: string, risk: number, together: number, draws: Draws): CohortCell {
  const size = LABELS / SUB_BATCHES;
  const batches = Array.from({ length: SUB_BATCHES }, () => {
    const wrong = together * draws.binomial(size / together, risk);
    return [size, wrong * 1e9] as const;
  });
  const total = batches.reduce((sum, [, loss]) => sum + loss, 0);
  const bins: [n: number, loss: number][] = Array.from({ length: 20 }, () => [0, 0]);
  bins[4] = [LABELS, total];
  return cohort(at, { region, n: LABELS, brier: total, batches, bins });
}

const dayOf = (day: number, risk: number, together: number, draws: Draws): CohortCell[] =>
  Array.from({ length: 24 }, (_, hour) =>
    REGIONS.map((region) => cohortAt(EPOCH + day * DAY + hour * HOUR, region, risk, together, draws)),
  ).flat();

/** The least risk that any detector still tolerates of a whole day: G2's condition holds for all up to here. */
function tightest(profile: FrozenProfile, day: readonly CohortCell[]): number {
  const { due } = takeDue(addToBatches({}, day, CONTRACT.timezone), DAY);
  const limits = (batch: Batch): number[] => [
    riskByPhase(profile, batch, TOLERANCE)?.tolerated ?? Infinity,
    riskByScore(profile, batch, TOLERANCE).tolerated,
  ];
  return Math.min(...due.flatMap(limits));
}

const isAnyOn = ({ total, conditional }: ChampionRisk): boolean =>
  [...Object.values(total), ...Object.values(conditional)].some(isOn);

/** Times in a model-year that the family falls out of silence; `shock` draws a day's factor. */
function alarmsOfYear(seed: number, together: number, shock: (draws: Draws) => number): number {
  const draws = createDraws(seed);
  let risk = RISK_START;
  let alarms = 0;
  const live = (day: number, mean: number): void => {
    const before = isAnyOn(risk);
    ({ risk } = observeRisk(risk, CHAMPION, dayOf(day, mean, together, draws), CONTRACT));
    if (!before && isAnyOn(risk)) alarms += 1;
  };
  for (let day = 0; day < LEARNT_DAYS; day++) live(day, RISK);
  if (!risk.profile) throw new Error('the profile has not frozen');
  const { profile } = risk;
  for (let day = LEARNT_DAYS; day < LEARNT_DAYS + YEAR_DAYS; day++)
    live(day, Math.min(1, tightest(profile, dayOf(day, RISK, together, draws)) * shock(draws)));
  return alarms;
}

function alarmsOf(together: number, shock: (draws: Draws) => number): number {
  return Array.from({ length: YEARS }, (_, year) =>
    alarmsOfYear(10_007 * (year + 1), together, shock),
  ).reduce((sum, alarms) => sum + alarms, 0);
}

test.each([
  ['labels one by one', 1],
  ['labels in clusters of five', 5],
])(
  '%s, risk at the limit on every day: no more alarms a model-year than the budget',
  (how, together) => {
    const alarms = alarmsOf(together, () => 1);
    tell({
      guarantee: 'G2',
      check: `risk at its limit, ${how}`,
      measured: `${alarms} alarms in ${YEARS} model-years`,
      bound: `fewer than ${TOO_MANY} (budget 1 a year)`,
    });
    expect(alarms).toBeLessThan(TOO_MANY);
  },
  TIME_LIMIT,
);

test(
  'bursts break the condition: one day in twenty at three times the limit, the mean kept',
  () => {
    const alarms = alarmsOf(1, (draws) => (draws.uniform() < 0.05 ? 3 : (1 - 0.05 * 3) / 0.95));
    tell({
      guarantee: 'G2',
      check: 'risk at its limit in the mean, bursts of a day (outside the condition)',
      measured: `${alarms} alarms in ${YEARS} model-years`,
      bound: 'reported, not promised',
    });
    // A burst may add ln A/3 at most: never an alarm a burst, of which there are 18 a year.
    expect(alarms).toBeLessThan(18 * YEARS);
  },
  TIME_LIMIT,
);

test('a risk twice its limit alarms within days', () => {
  expect(alarmsOf(1, () => 2)).toBeGreaterThanOrEqual(YEARS);
});
