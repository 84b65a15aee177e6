import type { Summary } from '../score/summary.js';
import type { FirstRun } from './first-run.js';

const percent = (value: number | null): string => (value === null ? '–' : `${Math.round(value * 100)} %`);

/** Lines of a table whose columns are as wide as their widest cell. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i < 2 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Accuracy, delays and false actions of every type and policy; beside it the accuracy of the first run, where there was one. */
export const mainTable = (summaries: readonly Summary[], first: FirstRun | null): string =>
  aligned([
    [
      'type',
      'policy',
      'right',
      '95 %',
      ...(first ? ['first'] : []),
      'n',
      'scope',
      'false',
      'quiet days',
      'regret/1000 d',
      'delay/floor*',
      'abstained',
    ],
    ...summaries.map((one) => [
      one.name,
      one.policy,
      percent(one.accuracy),
      one.interval ? `${percent(one.interval[0])}–${percent(one.interval[1])}` : '',
      ...(first ? [percent(first(one.name, one.policy))] : []),
      one.scored ? String(one.decidable) : `${one.decidable} (not scored)`,
      percent(one.scopeAccuracy),
      String(one.falseActions),
      one.quietDays.toFixed(0),
      one.regret.toFixed(0),
      one.delay === null ? '–' : one.delay.toFixed(2),
      String(one.abstained),
    ]),
  ]);

/** Incidents too small to be told from chance in their time. */
export const undecidableTable = (summaries: readonly Summary[]): string =>
  aligned([
    ['type', 'policy', 'undecidable', 'share', 'wrong action'],
    ...summaries
      .filter(({ undecidable }) => undecidable > 0)
      .map((one) => [
        one.name,
        one.policy,
        String(one.undecidable),
        percent(one.undecidable / (one.undecidable + one.decidable)),
        percent(one.undecidableWrong / one.undecidable),
      ]),
  ]);

/** Automatic actions without cause beside what is promised of them. */
export function falseActionLine(all: Summary): string {
  const promise = (3 / 365) * all.quietDays + 0.005 * all.releases;
  const rate = all.quietDays === 0 ? 0 : (all.falseActions / all.quietDays) * 1_000;
  return `${all.policy}: ${all.falseActions} false automatic actions in ${all.quietDays.toFixed(0)} quiet model-days (${rate.toFixed(2)} per 1 000); at most ${promise.toFixed(2)} promised`;
}
