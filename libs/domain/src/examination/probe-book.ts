import type { ExaminationCell } from '../report/cells.js';
import { examinationCells, sameAnswer, type Compared } from './compare-answers.js';

/** An answer to a golden row; `row` is the same for the same features. */
export interface ProbeAnswer {
  readonly row: string;
  readonly version: string;
  readonly region: string;
  readonly instance: string;
  readonly time: number;
  readonly score: number;
}

/** What each version answers to each golden row, as far as regions agreed on it: by row, then version. */
export type ProbeBook = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Examines probes without any artifact: the same row and the same version must be answered alike everywhere. What a
 * version answers is what most regions say, and stays so; until more of them agree than not, nothing is concluded.
 */
export function examineProbes(
  book: ProbeBook,
  over: ExaminationCell['over'],
  answers: readonly ProbeAnswer[],
): { readonly book: ProbeBook; readonly cells: readonly ExaminationCell[] } {
  let known = book;
  for (const { row, version } of answers) {
    if (known[row]?.[version] !== undefined) continue;
    const agreed = agreement(answers.filter((answer) => answer.row === row && answer.version === version));
    if (agreed !== undefined) known = { ...known, [row]: { ...known[row], [version]: agreed } };
  }
  const compared = answers.flatMap(({ row, version, region, instance, time, score }) => {
    const again = known[row]?.[version];
    return again === undefined ? [] : [{ row, version, region, instance, time, given: score, again }];
  });
  const differing = compared.filter(({ given, again }: Compared) => !sameAnswer(given, again));
  const versions = new Set(Object.values(known).flatMap((of) => Object.keys(of)));
  const others = Object.fromEntries(
    [...versions]
      .sort()
      .map((version) => [version, differing.map(({ row }) => known[row]?.[version] ?? Number.NaN)]),
  );
  return { book: known, cells: examinationCells('probe', over, compared, others) };
}

/** The answer that more than half of the regions give, first answers counting for their region; one region agrees with itself. */
function agreement(answers: readonly ProbeAnswer[]): number | undefined {
  const byRegion = new Map<string, number>();
  for (const { region, score } of answers) if (!byRegion.has(region)) byRegion.set(region, score);
  const scores = [...byRegion.values()];
  return scores.find(
    (score) => 2 * scores.filter((other) => sameAnswer(score, other)).length > scores.length,
  );
}
