import type { CohortRow } from '@checkride/store/queries/read-cohorts.query';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Role } from '@checkride/domain/release';
import { ALL_REGIONS, type CohortCell } from '@checkride/domain/report/cells';
import { mergeCounts } from '@checkride/statistics/drift/bin-counts';
import { rocAuc } from '@checkride/statistics/quality/roc-auc';
import { cohortLength } from './due-items.js';
import { byKeys } from './evidence.js';

const HOUR_MS = 3_600_000;

const pairs = (n: readonly number[], loss: readonly number[]): [number, number][] =>
  n.map((count, i) => [count, loss[i] ?? 0]);

function add(a: CohortRow, b: CohortRow): CohortRow {
  return {
    ...b,
    n: a.n + b.n,
    labelled: a.labelled + b.labelled,
    positives: a.positives + b.positives,
    tp: a.tp + b.tp,
    fp: a.fp + b.fp,
    fn: a.fn + b.fn,
    tn: a.tn + b.tn,
    log_loss: a.log_loss + b.log_loss,
    brier: a.brier + b.brier,
    batch_n: mergeCounts(a.batch_n, b.batch_n),
    batch_loss: mergeCounts(a.batch_loss, b.batch_loss),
    bin_n: mergeCounts(a.bin_n, b.bin_n),
    bin_loss: mergeCounts(a.bin_loss, b.bin_loss),
    score_positives: mergeCounts(a.score_positives, b.score_positives),
    score_negatives: mergeCounts(a.score_negatives, b.score_negatives),
  };
}

type ObservedHour = CohortCell['observed'][number];

/** Labels of the predictions of one hour, by the hour they were observed in. */
const observedOf = ({ hour, delays, delay_positives, delay_losses }: CohortRow): ObservedHour[] =>
  Object.entries(delays).map(([age, n]) => [
    hour + Number(age) * HOUR_MS,
    n,
    delay_positives[age] ?? 0,
    delay_losses[age] ?? 0,
  ]);

/** Hours of observation in order, those of several hours of prediction added. */
function observedHours(all: readonly ObservedHour[]): ObservedHour[] {
  const hours = new Map<number, ObservedHour>();
  for (const [at, n, positives, loss] of all) {
    const [, labelled, positive, lost] = hours.get(at) ?? [at, 0, 0, 0];
    hours.set(at, [at, labelled + n, positive + positives, lost + loss]);
  }
  return [...hours.values()].sort(([a], [b]) => a - b);
}

/** Matured truth by cohort, version and region, hours of one cohort added, the role being the last hour's. */
export function cohortCells(rows: readonly CohortRow[], contract: ModelContract): CohortCell[] {
  const length = cohortLength(contract);
  const cohorts = new Map<string, { from: number; row: CohortRow; observed: ObservedHour[] }>();
  for (const row of [...rows].sort(byKeys((one) => [one.hour]))) {
    const from = Math.floor(row.hour / length) * length;
    const key = [from, row.version, row.region].join('\0');
    const before = cohorts.get(key);
    const observed = [...(before?.observed ?? []), ...observedOf(row)];
    cohorts.set(key, { from, row: before ? add(before.row, row) : row, observed });
  }
  return [...cohorts.values()]
    .map(({ from, row, observed }): CohortCell => {
      const auc = rocAuc({ positives: row.score_positives, negatives: row.score_negatives });
      return {
        over: [from, from + length],
        version: row.version,
        role: row.role as Role,
        region: row.region,
        n: row.n,
        labelled: row.labelled,
        positives: row.positives,
        tp: row.tp,
        fp: row.fp,
        fn: row.fn,
        tn: row.tn,
        log_loss: row.log_loss,
        brier: row.brier,
        batches: pairs(row.batch_n, row.batch_loss),
        bins: pairs(row.bin_n, row.bin_loss),
        observed: row.region === ALL_REGIONS ? observedHours(observed) : [],
        auc: auc === null ? null : Math.round(auc * 1e9) / 1e9,
      };
    })
    .sort(byKeys((cell) => [cell.over[0], cell.version, cell.role, cell.region]));
}
