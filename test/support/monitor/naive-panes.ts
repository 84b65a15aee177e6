import type { Row, Truth } from './random-rows.js';

/** The first delivery of every identity: what FINAL must leave. */
export function deduplicated(rows: readonly Row[]): Row[] {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const key = [row.late, row.window, row.id, row.version, row.arm].join('/');
    const before = first.get(key);
    if (!before || row.offset < before.offset) first.set(key, row);
  }
  return [...first.values()];
}

/** Counts of a group of rows, row by row. */
export function tally(rows: readonly Row[], slowMs: number, threshold: number) {
  return {
    n: rows.length,
    errors: rows.filter(({ status }) => status === 'error').length,
    timeouts: rows.filter(({ status }) => status === 'timeout').length,
    slow: rows.filter(({ latency }) => latency > slowMs).length,
    units: new Set(rows.map(({ unit }) => unit)).size,
    positives: rows.filter(({ score }) => score !== null && score >= threshold).length,
    revisions: [...new Set(rows.map(({ revision }) => revision))].sort((a, b) => a - b),
  };
}

/** Rows by a key. */
export function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    groups.set(key, [...(groups.get(key) ?? []), value]);
  }
  return groups;
}

/** The newest revision of every label that had arrived by `due`. */
export function knownTruths(truths: readonly Truth[], due: number): Map<string, Truth> {
  const known = new Map<string, Truth>();
  for (const truth of truths)
    if (truth.appendedAt < due && truth.revision >= (known.get(truth.id)?.revision ?? 0))
      known.set(truth.id, truth);
  return known;
}

/** Confusion, losses and sub-batches of answered rows beside their truths, row by row; losses in fixed point 1e9. */
export function matured(rows: readonly Row[], truths: ReadonlyMap<string, Truth>, threshold: number) {
  const answered = rows.filter(({ status, score }) => status === 'ok' && score !== null);
  const labelled = answered.flatMap((row) => {
    const truth = truths.get(row.id);
    return truth ? [{ row, y: truth.value, score: row.score ?? 0 }] : [];
  });
  const loss = ({ y, score }: { y: number; score: number }): number => Math.round((score - y) ** 2 * 1e9);
  const batches = Array.from({ length: 8 }, (_, i): [number, number] => {
    const mine = labelled.filter(({ row }) => row.unit % 8n === BigInt(i));
    return [mine.length, mine.reduce((sum, one) => sum + loss(one), 0)];
  });
  const count = (positive: boolean, said: boolean): number =>
    labelled.filter(({ y, score }) => (y === 1) === positive && score >= threshold === said).length;
  return {
    n: answered.length,
    labelled: labelled.length,
    positives: labelled.filter(({ y }) => y === 1).length,
    tp: count(true, true),
    fp: count(false, true),
    fn: count(true, false),
    tn: count(false, false),
    brier: labelled.reduce((sum, one) => sum + loss(one), 0),
    batches,
  };
}
