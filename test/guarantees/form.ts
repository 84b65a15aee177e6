import { appendFileSync } from 'node:fs';

/** The long form is run on demand (`npm run test:guarantees`), the short one with every change. */
export const LONG = process.env['CHECKRIDE_GUARANTEES'] === 'long';

/** Simulated releases per process, and how many false ones fail the check (judge §4). */
export const RELEASES = LONG ? 2000 : 200;
/** False rollbacks at the margin that fail: of 2 000 or of 200. */
export const FALSE_AT_MARGIN = LONG ? 22 : 6;
/** False rollbacks of equal versions that fail: of 2 000 or of 200. */
export const FALSE_WHEN_EQUAL = LONG ? 3 : 6;
/** Alarms of one stream alone at α .05 that fail. Of 200: scipy 1.17.1 binom.sf(20, 200, .05) = .0011. */
export const ALONE_AT_MARGIN = LONG ? 124 : 21;

/** No simulation may take longer, ms. */
export const TIME_LIMIT = 1_800_000;

/** One line of what was measured beside what was promised, as `docs/guarantees.md` shows it. */
export interface Figure {
  readonly guarantee: 'G1' | 'G1t' | 'G2' | 'G4' | 'mutant';
  readonly check: string;
  readonly measured: string;
  readonly bound: string;
}

/** Prints a figure; the long form keeps it too. */
export function tell(figure: Figure): void {
  const { guarantee, check, measured, bound } = figure;
  process.stdout.write(`${guarantee} · ${check}: ${measured} (${bound})\n`);
  const file = process.env['CHECKRIDE_GUARANTEES_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`);
}
