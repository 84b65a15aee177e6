import type { DriftRow } from '@checkride/store/queries/read-drift.query';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { DriftCell, RecentDrift } from '@checkride/domain/report/cells';
import { mergeCounts, totalOf } from '@checkride/statistics/drift/bin-counts';
import type { DistributionPair } from '@checkride/statistics/drift/distribution-pair';
import { jensenShannon } from '@checkride/statistics/drift/jensen-shannon';
import { kolmogorovSmirnov, kolmogorovSmirnovNoise } from '@checkride/statistics/drift/kolmogorov-smirnov';
import {
  populationStability,
  populationStabilityNoise,
} from '@checkride/statistics/drift/population-stability';
import { byKeys } from './evidence.js';
import type { WindowEvidence } from './evidence.js';
import { driftDayBack, driftLength, PAST_DRIFT_WINDOWS } from './due-items.js';

/** Rows below which a region's distances say nothing. */
const REGION_ROWS = 300;
const SCORE = 'score';

const round = (value: number): number => Math.round(value * 1e9) / 1e9;

interface Target {
  readonly feature: string;
  readonly source: string | null;
  readonly reference: readonly number[];
  /** Whether bins have an order, so that a distribution function exists. */
  readonly ordered: boolean;
}

function targetOf(record: ModelRecord, row: DriftRow): Target | null {
  const { reference, slots, contract } = record;
  if (!reference) return null;
  if (row.slots === SCORE)
    return { feature: SCORE, source: null, reference: reference.score.counts, ordered: true };
  const feature = slots.find(
    (slot) => slot.array === row.slots && slot.slot === row.slot && !slot.retired,
  )?.feature;
  const frozen = [...reference.numeric, ...reference.categorical].find((one) => one.feature === feature);
  if (feature === undefined || !frozen) return null;
  const source = contract.features.find(({ name }) => name === feature)?.source ?? null;
  return { feature, source, reference: frozen.counts, ordered: row.slots !== 'cat' };
}

function distances({ reference, ordered }: Target, current: readonly number[]) {
  const pair: DistributionPair = { reference, current };
  return {
    n: totalOf(current),
    psi: round(populationStability(pair)),
    psi_noise: round(populationStabilityNoise(pair)),
    js: round(jensenShannon(pair)),
    ks: ordered ? round(kolmogorovSmirnov(pair)) : null,
    ks_noise: ordered ? round(kolmogorovSmirnovNoise(pair)) : null,
  };
}

/** Counts of drift windows by (start, region, slot), versions that are no candidate added. */
type CountedWindows = ReadonlyMap<string, { readonly row: DriftRow; readonly bins: readonly number[] }>;

const keyOf = ({ region, slots, slot }: DriftRow, from: number): string =>
  [from, region, slots, slot].join('\0');

function countWindows(rows: readonly DriftRow[], isCandidate: (version: string) => boolean): CountedWindows {
  const counted = new Map<string, { row: DriftRow; bins: readonly number[] }>();
  for (const row of rows) {
    if (row.slots === SCORE && isCandidate(row.version)) continue;
    const key = keyOf(row, row.from);
    const before = counted.get(key);
    counted.set(key, { row, bins: before ? mergeCounts(before.bins, row.bins) : row.bins });
  }
  return counted;
}

/** The window held against the past itself; null while fewer than half of the windows before it are known. */
function recentOf(
  row: DriftRow,
  current: readonly number[],
  past: CountedWindows,
  contract: ModelContract,
): RecentDrift | null {
  const length = driftLength(contract);
  const back = (ms: number): readonly number[] | undefined => past.get(keyOf(row, row.from - ms))?.bins;
  const before = Array.from({ length: PAST_DRIFT_WINDOWS }, (_, i) => back((i + 1) * length) ?? []);
  const known = before.filter((bins) => totalOf(bins) > 0);
  const [last] = before;
  if (!last || totalOf(last) === 0 || known.length < PAST_DRIFT_WINDOWS / 2) return null;
  const pooled: DistributionPair = { reference: known.reduce(mergeCounts), current };
  const dayBack = driftDayBack(contract);
  const yesterday = dayBack === null ? undefined : back(dayBack);
  return {
    psi: round(populationStability(pooled)),
    psi_noise: round(populationStabilityNoise(pooled)),
    step_psi: round(populationStability({ reference: last, current })),
    day_psi:
      yesterday && totalOf(yesterday) > 0
        ? round(populationStability({ reference: yesterday, current }))
        : null,
  };
}

/**
 * Distances of every input, and of the score of versions that are no candidate, from the frozen reference and from the
 * recent past: everywhere, and in regions with enough rows. Computed here from integer counts, so that stored rows
 * decide every digit.
 */
export function driftCells(
  { drift, driftPast }: Pick<WindowEvidence, 'drift' | 'driftPast'>,
  record: ModelRecord,
  isCandidate: (version: string) => boolean,
): DriftCell[] {
  const { contract } = record;
  const length = driftLength(contract);
  const due = countWindows(drift, isCandidate);
  const past = new Map([...countWindows(driftPast, isCandidate), ...due]);
  return [...due.values()]
    .flatMap(({ row, bins }): DriftCell[] => {
      const target = targetOf(record, row);
      const total = totalOf(bins);
      if (!target || total === 0 || bins.length !== target.reference.length) return [];
      if (row.region !== 'all' && total < REGION_ROWS) return [];
      const { feature, source } = target;
      return [
        {
          feature,
          source,
          region: row.region,
          over: [row.from, row.from + length],
          ...distances(target, bins),
          recent: recentOf(row, bins, past, contract),
        },
      ];
    })
    .sort(byKeys((cell) => [cell.over[0], cell.feature, cell.region]));
}
