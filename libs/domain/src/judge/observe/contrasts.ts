import { updateContrast } from '@checkride/statistics/contrast/contrast';
import { inverseSquareShare } from '@checkride/statistics/contrast/epoch-weight';
import { mergeByMaximum } from '@checkride/statistics/contrast/merge-by-maximum';
import { spawningLogEvidence } from '@checkride/statistics/contrast/spawning';
import { roundLog } from '@checkride/statistics/numerics/fixed';
import type { ContrastCell } from '../../report/cells.js';
import type { ModelContract } from '../../contract/contract.js';
import type { ReleaseState } from './release.js';
import { ALL_UNITS, marginOf, plannedSegment, streamWeight } from './stream-plan.js';

/** Units and bad outcomes of both roles: candidate's n, k, control's n, k. */
export type RolePairCounts = readonly [n: number, k: number, controlN: number, controlK: number];

/** One stream of one epoch: informative windows, ln S per alternative, and all units it has seen. */
export interface ContrastStream {
  readonly windows: number;
  readonly logs: readonly number[];
  readonly units: RolePairCounts;
}

/** A stream's standing in the merge by maximum: ln(w·S), with what it is about. */
export interface ContrastStanding {
  readonly metric: string;
  readonly segment: string;
  readonly epoch: number;
  readonly weight: number;
  readonly logEvidence: number;
  readonly units: RolePairCounts;
}

const NO_UNITS: RolePairCounts = [0, 0, 0, 0];
const STREAM_START: ContrastStream = { windows: 0, logs: [], units: NO_UNITS };

/** Sum of two pairs of counts. */
const addUnits = (a: RolePairCounts, b: RolePairCounts): RolePairCounts => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
];

const unitsOf = ({ candidate, control }: ContrastCell): RolePairCounts => [
  candidate.n,
  candidate.k,
  control.n,
  control.k,
];

const keyOf = (metric: string, segment: string, epoch: number): string => `${metric}|${segment}|${epoch}`;

const metricOf = (key: string): string => key.slice(0, key.indexOf('|'));
const epochOf = (key: string): number => Number(key.slice(key.lastIndexOf('|') + 1));

/** Weight of an epoch: all of it with `randomised_by: request`, else 6/(π²j²). */
const epochWeight = (release: ReleaseState, epoch: number): number =>
  release.by_request ? 1 : inverseSquareShare(Math.max(1, epoch));

/** Folds a window's contrast cells into the release they belong to; cells of other releases say nothing any more. */
export function observeContrasts(
  release: ReleaseState,
  cells: readonly ContrastCell[],
  contract: ModelContract,
): ReleaseState {
  const groups = new Map<string, ContrastCell[]>();
  for (const cell of cells) {
    if (cell.release !== release.id) continue;
    const segment = plannedSegment(release.plan, cell.segment);
    if (streamWeight(release.plan, cell.metric, segment) === 0) continue;
    const key = keyOf(cell.metric, segment, cell.epoch);
    const group = groups.get(key);
    const own = segment === cell.segment ? cell : { ...cell, segment };
    if (group) group.push(own);
    else groups.set(key, [own]);
  }
  if (groups.size === 0) return release;
  const contrasts = { ...release.contrasts };
  const seen = { ...release.seen };
  for (const [key, group] of groups) {
    const metric = group[0]?.metric ?? '';
    contrasts[key] = foldStream(contrasts[key] ?? STREAM_START, group, marginOf(contract, metric));
    if (group[0]?.segment === ALL_UNITS)
      seen[metric] = group.reduce((sum, cell) => addUnits(sum, unitsOf(cell)), seen[metric] ?? NO_UNITS);
  }
  return closeOldEpochs({ ...release, contrasts, seen });
}

function foldStream(stream: ContrastStream, cells: readonly ContrastCell[], margin: number): ContrastStream {
  const { windows, logs } = updateContrast(stream, { strata: mergeStrata(cells), margin });
  return {
    windows,
    logs: logs.map(roundLog),
    units: cells.reduce((sum, cell) => addUnits(sum, unitsOf(cell)), stream.units),
  };
}

/** Values judged under one `other` share their strata: randomisation holds for their sum too. */
function mergeStrata(cells: readonly ContrastCell[]): Pick<ContrastCell, 'candidate' | 'control'>[] {
  const strata = new Map<string, RolePairCounts>();
  for (const cell of cells)
    strata.set(cell.stratum, addUnits(strata.get(cell.stratum) ?? NO_UNITS, unitsOf(cell)));
  return [...strata.keys()].sort().map((stratum) => {
    const [n, k, controlN, controlK] = strata.get(stratum) ?? NO_UNITS;
    return { candidate: { n, k }, control: { n: controlN, k: controlK } };
  });
}

/**
 * Outcomes of an epoch are final one epoch later: what it came to is kept only if it leads all closed ones. Epochs are
 * as long as their metric's horizon, so each metric has a count of its own.
 */
function closeOldEpochs(release: ReleaseState): ReleaseState {
  const newest = new Map<string, number>();
  for (const key of Object.keys(release.contrasts))
    newest.set(metricOf(key), Math.max(epochOf(key), newest.get(metricOf(key)) ?? 0));
  const isOld = (key: string): boolean => epochOf(key) < (newest.get(metricOf(key)) ?? 0) - 1;
  const old = Object.entries(release.contrasts).filter(([key]) => isOld(key));
  if (old.length === 0) return release;
  const closed = leadingContrast({ ...release, contrasts: Object.fromEntries(old) }) ?? null;
  const open = Object.entries(release.contrasts).filter(([key]) => !isOld(key));
  return { ...release, contrasts: Object.fromEntries(open), closed };
}

function standingsOf(release: ReleaseState): ContrastStanding[] {
  return Object.keys(release.contrasts)
    .sort()
    .flatMap((key) => {
      const stream = release.contrasts[key];
      const [metric = '', segment = '', epoch = '1'] = key.split('|');
      const weight = streamWeight(release.plan, metric, segment) * epochWeight(release, Number(epoch));
      if (!stream || stream.windows === 0) return [];
      const logEvidence = roundLog(Math.log(weight) + spawningLogEvidence(stream));
      return [{ metric, segment, epoch: Number(epoch), weight, logEvidence, units: stream.units }];
    });
}

/** The stream with the largest w·S, closed epochs included; undefined before any informative window. */
export function leadingContrast(release: ReleaseState): ContrastStanding | undefined {
  const standings = [...(release.closed ? [release.closed] : []), ...standingsOf(release)];
  return mergeByMaximum(
    standings.map((standing) => ({ standing, weight: 1, logEvidence: standing.logEvidence })),
  ).leader?.standing;
}

/** Weight of a stream in the first epoch of a release: what its exposure is planned with. */
export const plannedWeight = (release: ReleaseState, metric: string): number =>
  streamWeight(release.plan, metric, ALL_UNITS) * epochWeight(release, 1);
