import type { LedgerAction, LedgerEntry } from '../../lifecycle/ledger.js';
import type { CohortCell, ContrastCell, ServingCell } from '../../report/cells.js';
import type { Report } from '../../report/report.js';
import { EPOCH, HOUR, testPolicy } from './contract.js';

/** Regions of the synthetic model and their rows an hour. */
export const REGIONS: Readonly<Record<string, number>> = { central: 300, east: 280, west: 120 };

/** Traffic of one version in one region of a window, all well unless told otherwise. */
export const serving = (cell: Partial<ServingCell> = {}): ServingCell => ({
  version: 'v1',
  role: 'sole',
  region: 'east',
  n: 280,
  errors: 0,
  timeouts: 0,
  slow: 0,
  duplicates: 0,
  late: 0,
  units: 280,
  positives: 56,
  latency_p50: 5,
  latency_p95: 9,
  revisions: [1],
  artifacts: {},
  instances: {},
  runtimes: {},
  ...cell,
});

/** A whole window of traffic, every region. */
export const traffic = (cell: Partial<ServingCell> = {}): ServingCell[] =>
  Object.entries(REGIONS).map(([region, n]) => serving({ region, n, units: n, ...cell }));

/** Sums spread over `parts` whole numbers, the first ones one larger. */
const spread = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, i) => Math.floor(total / parts) + (i < total % parts ? 1 : 0));

/**
 * Matured truth of an hour in one region: `n` labels with mean risk loss `loss`, all in score bin 4, spread evenly over
 * the sub-batches.
 */
export function cohort(
  from: number,
  cell: Partial<CohortCell> & { readonly loss?: number } = {},
): CohortCell {
  const { loss = 0.15, ...changes } = cell;
  const n = changes.n ?? 280;
  const labelled = changes.labelled ?? n;
  const total = Math.round(labelled * loss * 1e9);
  const losses = spread(total, 8);
  return {
    over: [from, from + HOUR],
    version: 'v1',
    role: 'sole',
    region: 'east',
    n,
    labelled,
    positives: Math.round(labelled * 0.2),
    tp: 0,
    fp: 0,
    fn: 0,
    tn: 0,
    log_loss: 0,
    brier: total,
    batches: spread(labelled, 8).map((size, i) => [size, losses[i] ?? 0] as const),
    bins: Array.from({ length: 20 }, (_, bin) =>
      bin === 4 ? ([labelled, total] as const) : ([0, 0] as const),
    ),
    observed: [],
    auc: null,
    ...changes,
  };
}

/** Matured truth of an hour in every region. */
export const cohorts = (
  from: number,
  cell: Partial<CohortCell> & { readonly loss?: number } = {},
): CohortCell[] => Object.entries(REGIONS).map(([region, n]) => cohort(from, { region, n, ...cell }));

/** The two roles' counts of one metric of release r1 in one stratum. */
export const contrast = (
  metric: string,
  counts: readonly [n: number, k: number, controlN: number, controlK: number],
  cell: Partial<ContrastCell> = {},
): ContrastCell => ({
  release: 'r1',
  epoch: 1,
  stratum: 'west@2',
  segment: 'all',
  metric,
  candidate: { n: counts[0], k: counts[1] },
  control: { n: counts[2], k: counts[3] },
  ...cell,
});

/** An applied entry of the ledger; `seq` must grow. */
export const applied = (
  seq: number,
  action: LedgerAction,
  entry: Partial<LedgerEntry> = {},
): LedgerEntry => ({
  transition_id: `transition-${seq}`,
  model: 'flights',
  seq,
  at: null,
  action,
  answer: 'applied',
  reason: 'test',
  cause: { kind: 'decision', id: 'd', actor: 'judge' },
  automatic: true,
  release: null,
  release_epoch: seq,
  version: 'v1',
  target: null,
  step: null,
  share: null,
  route_revision: seq,
  scope: ['all'],
  range: null,
  gates: [],
  ...entry,
});

/** The report of the window number `index` (hourly, from EPOCH); the first one carries the policy. */
export function report(index: number, parts: Partial<Report> = {}): Report {
  const from = EPOCH + index * HOUR;
  return {
    evidence_id: `evidence-${index}`,
    model: 'flights',
    seq: index + 1,
    window: [from, from + HOUR],
    known_at: from + HOUR,
    contract_digest: 'c0ffee',
    policy: index === 0 ? testPolicy() : null,
    routes: [],
    serving: traffic(),
    contrasts: [],
    assignments: [],
    checks: [],
    drift: [],
    cohorts: [],
    kpis: [],
    matured_until: null,
    examinations: [],
    counterfactuals: [],
    corrections: [],
    changes: [],
    ledger: index === 0 ? [applied(1, 'release', { share: 1 })] : [],
    dead_letters: {},
    freshness: { stalled: false, stalled_because: null, folded: null },
    fleet: { models: 0, breaking: 0, by_source: {} },
    ...parts,
  };
}
