import { expect, test } from '@jest/globals';
import {
  inputChecksFrom,
  observeChecks,
  openChecks,
  type InputChecks,
} from '@checkride/domain/judge/observe/input-checks';
import { EPOCH, HOUR, testContract } from '@checkride/domain/judge/testing/contract';
import type { CheckCell } from '@checkride/domain/report/cells';
import { createDraws, type Draws } from '../support/draws.js';
import { LONG, tell, TIME_LIMIT } from './form.js';

const CONTRACT = testContract();
const REGIONS = ['east', 'west'];
const ROWS = 500;
const MISSING = 0.02;
const CHECKS = [
  ['null', 'distance'],
  ['null', 'origin_rate'],
  ['range', 'distance'],
] as const;

const NONE = { n: 0, k: 0 };

const YEARS = LONG ? 20 : 2;
const YEAR_HOURS = 8766;
/** Of a Poisson law with one a year: scipy 1.17.1 poisson.sf(33, 20) = .0027, poisson.sf(7, 2) = .0011. */
const TOO_MANY = LONG ? 34 : 8;

/** How benign inputs may be missing: rows that share their fate, and hours with more than usual. */
interface Missing {
  readonly together: number;
  readonly factor: (draws: Draws) => number;
}

/** Times in a year of hourly panes that the family of checks falls out of silence. */
function openedIn(seed: number, { together, factor }: Missing): number {
  const draws = createDraws(seed);
  let checks: InputChecks = inputChecksFrom(EPOCH);
  let opened = 0;
  let wasOpen = false;
  for (let hour = 0; hour < YEAR_HOURS; hour++) {
    const share = Math.min(1, MISSING * factor(draws));
    const cells = CHECKS.flatMap(([check, feature]) =>
      REGIONS.map((region): CheckCell => {
        const k = together * draws.binomial(ROWS / together, share);
        return { check, feature, source: null, region, role: 'sole', n: ROWS, k };
      }),
    );
    checks = observeChecks(checks, { cells, refused: NONE }, CONTRACT, REGIONS.length, EPOCH + hour * HOUR);
    const isOpen = openChecks(checks).length > 0;
    if (isOpen && !wasOpen) opened += 1;
    wasOpen = isOpen;
  }
  return opened;
}

test.each<[how: string, missing: Missing]>([
  ['row by row', { together: 1, factor: () => 1 }],
  ['in clusters of five', { together: 5, factor: () => 1 }],
  [
    'in bursts (one hour in twenty four times as many)',
    { together: 1, factor: (draws) => (draws.uniform() < 0.05 ? 4 : 1) },
  ],
])(
  'benign inputs missing %s: no more false alarms a model-year than the budget',
  (how, missing) => {
    const opened = Array.from({ length: YEARS }, (_, year) => openedIn(20_011 * (year + 1), missing)).reduce(
      (sum, alarms) => sum + alarms,
      0,
    );
    tell({
      guarantee: 'G2',
      check: `inputs missing ${how}`,
      measured: `${opened} false alarms in ${YEARS} model-years`,
      bound: `fewer than ${TOO_MANY} (budget 1 a year)`,
    });
    expect(opened).toBeLessThan(TOO_MANY);
  },
  TIME_LIMIT,
);

test('an input that is always missing opens its check', () => {
  const missing: Missing = { together: 1, factor: () => 1 };
  let hours = 0;
  const broken = { ...missing, factor: () => (hours++ > 1000 ? 50 : 1) };
  expect(openedIn(3, broken)).toBeGreaterThan(0);
});
