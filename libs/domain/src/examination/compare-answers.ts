import type { ExaminationCell } from '../report/cells.js';

/** An answer as it was given, and as the version it names gives it again. */
export interface Compared {
  readonly version: string;
  readonly region: string;
  readonly instance: string;
  readonly time: number;
  readonly given: number;
  readonly again: number;
}

const TOLERANCE = 1e-4;
const MOST_INSTANCES = 50;

/** Whether two scores are the same answer: |Δ| ≤ 1e-4 · max(1, |s|); two missing ones are (judge §3.5). */
export const sameAnswer = (given: number, again: number): boolean =>
  Object.is(given, again) || Math.abs(given - again) <= TOLERANCE * Math.max(1, Math.abs(given));

/** Whether an answer is not what the version it names gives. */
export const differs = ({ given, again }: Compared): boolean => !sameAnswer(given, again);

/**
 * What an examination found, by region and claimed version in canonical order. `others` gives, for the answers that
 * differ (in their order), what every other registered version answers.
 */
export function examinationCells(
  kind: ExaminationCell['kind'],
  over: ExaminationCell['over'],
  answers: readonly Compared[],
  others: Readonly<Record<string, ArrayLike<number>>>,
): ExaminationCell[] {
  const places = new Map(answers.filter(differs).map((answer, place) => [answer, place]));
  const madeBy = (answer: Compared): string[] =>
    Object.keys(others).filter(
      (version) =>
        version !== answer.version &&
        sameAnswer(answer.given, others[version]?.[places.get(answer) ?? -1] ?? Number.NaN),
    );
  const groups = grouped(answers, ({ region, version }) => `${region}|${version}`);
  return [...groups.keys()].sort().map((key) => {
    const group = groups.get(key) ?? [];
    const wrong = group.filter(differs);
    const { region = '', version = '' } = group[0] ?? {};
    return {
      kind,
      over,
      region,
      version,
      n: group.length,
      mismatches: wrong.length,
      since: wrong.length === 0 ? null : Math.min(...wrong.map(({ time }) => time)),
      answered_by: { ...counted(wrong.flatMap(madeBy)), [version]: group.length - wrong.length },
      instances: byInstance(group),
    };
  });
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

/** The instances with the most mismatches, then the busiest; rows that name none are left out. */
function byInstance(group: readonly Compared[]): ExaminationCell['instances'] {
  const named = grouped(
    group.filter(({ instance }) => instance !== ''),
    ({ instance }) => instance,
  );
  const counts = [...named].map(
    ([name, rows]) => [name, [rows.length, rows.filter(differs).length]] as const,
  );
  return Object.fromEntries(
    counts
      .sort(([a, [n, bad]], [b, [m, worse]]) => worse - bad || m - n || (a < b ? -1 : 1))
      .slice(0, MOST_INSTANCES)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function grouped<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const group = groups.get(keyOf(value));
    if (group) group.push(value);
    else groups.set(keyOf(value), [value]);
  }
  return groups;
}
