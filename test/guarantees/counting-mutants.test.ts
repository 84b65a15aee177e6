import { expect, test } from '@jest/globals';
import type { CountingFault } from './first-exposures.js';
import { tell, TIME_LIMIT } from './form.js';
import { processNamed } from './process.js';
import { runRelease } from './release-run.js';

/** Half as many as the short form has. */
const RELEASES = 100;
/** What fails even the whole short form of the check that is to catch it. */
const CAUGHT = 6;

/** Ways to count wrongly, each with the check of healthy releases that must fail over it. */
const MUTANTS: readonly (readonly [
  fault: CountingFault,
  process: string,
  check: string,
  atMargin: boolean,
])[] = [
  ['per-window re-entry', 'sticky unlucky units', 'equal versions', false],
  ['pooled strata', 'region-skewed candidate', 'equal versions', false],
  ['duplicates counted', 'duplicates ×2', 'at the margin', true],
  ['windows across revisions', 'seasonal', 'equal versions', false],
  ['closed on time', 'late answers by role', 'equal versions', false],
];

test.each(MUTANTS)(
  '%s is caught by “%s, %s”',
  (fault, name, check, atMargin) => {
    const odds = (margin: number): number => (atMargin ? margin : 1);
    const seeds = Array.from({ length: RELEASES }, (_, i) => 7_919 * (i + 1));
    const caught = seeds.filter(
      (seed) => runRelease(processNamed(name), odds, seed, fault).rolledBack,
    ).length;
    tell({
      guarantee: 'mutant',
      check: `${fault}: ${name}, ${check}`,
      measured: `${caught} of ${RELEASES} rolled back`,
      bound: `caught from ${CAUGHT} on`,
    });
    expect(caught).toBeGreaterThanOrEqual(CAUGHT);
  },
  TIME_LIMIT,
);
