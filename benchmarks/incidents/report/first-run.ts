import { existsSync, readFileSync } from 'node:fs';
import type { Summary } from '../score/summary.js';

/** Accuracy of each type and policy in the first run on final seeds. */
export type FirstRun = (type: string, policy: string) => number | null;

/** Where the first run on final seeds is kept, from the repository's root. */
export const FIRST_RUN = 'benchmarks/incidents/first-run.json';

type Summaries = Readonly<Record<'byType' | 'overall', readonly Summary[]>>;

/**
 * The summaries of a run as `--json` wrote them; where no file is named those of the first run, null before there was
 * one. Throws RangeError for a file that is not there or another one.
 */
export function readFirstRun(named: string | null): FirstRun | null {
  const file = named ?? FIRST_RUN;
  if (!existsSync(file)) {
    if (named === null) return null;
    throw new RangeError(`there is no file ${file}`);
  }
  const { byType, overall } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Summaries>;
  if (!byType || !overall) throw new RangeError(`${file} holds no summaries: name a file that --json wrote`);
  const all = [...byType, ...overall];
  return (type, policy) => all.find((one) => one.name === type && one.policy === policy)?.accuracy ?? null;
}
