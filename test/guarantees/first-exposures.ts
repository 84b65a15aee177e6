import type { ContrastCell } from '@checkride/domain/report/cells';
import type { Answers } from './answers.js';
import { EPOCH_WINDOWS, FINAL_AFTER, METRICS, REGIONS } from './process.js';

/** What a monitor may get wrong when it counts; each breaks the guarantee, and a check must say so. */
export type CountingFault =
  | 'per-window re-entry'
  | 'pooled strata'
  | 'duplicates counted'
  | 'windows across revisions'
  | 'closed on time';

/** Cells that become final in window `due`. */
export interface DueCells {
  readonly due: number;
  readonly cells: readonly ContrastCell[];
}

/** Longest an answer may be late. */
const LATENESS = 2;
const MOST_STRATA = 64;
const COUNTS = 2 + 2 * METRICS.length;

/** Release of all simulated cells. */
export const RELEASE = 'r1';

/**
 * Counts contrasts as the monitor does: a unit enters once an epoch, in the role and stratum of its first answer; the
 * windows of a region in which the route changed are left out; a window is counted when its last answer may have come.
 */
export class FirstExposures {
  private readonly entered: Int32Array;
  private readonly counts = new Int32Array(MOST_STRATA * COUNTS);

  constructor(
    units: number,
    private readonly fault: CountingFault | null,
  ) {
    this.entered = new Int32Array(units);
  }

  /** The cells of a window's first exposures, each metric with the window it is final in. */
  count(window: number, answers: Answers): DueCells[] {
    const { fault, counts, entered } = this;
    const epoch = 1 + Math.floor(window / EPOCH_WINDOWS);
    const entry = fault === 'per-window re-entry' ? window + 1 : epoch;
    const copies = fault === 'duplicates counted';
    const { first, last, mixed } = revisions(answers);
    const strata = new Map<string, number>();
    const counted = new Set<number>();
    counts.fill(0);
    for (let at = 0; at < answers.count; at++) {
      const region = answers.region[at]!;
      if (mixed[region] && fault !== 'windows across revisions') continue;
      if (fault === 'closed on time' && answers.lateBy[at]! > 0) continue;
      const unit = answers.unit[at]!;
      if (entered[unit]! >= entry && !(copies && counted.has(unit))) continue;
      entered[unit] = entry;
      if (copies) counted.add(unit);
      const revision = mixed[region] ? last[region]! : first[region]!;
      const key = fault === 'pooled strata' ? 'all@0' : `${REGIONS[region]!}@${revision}`;
      let stratum = strata.get(key);
      if (stratum === undefined) strata.set(key, (stratum = strata.size));
      const offset = stratum * COUNTS + (answers.candidate[at] ? 0 : 1);
      counts[offset]! += 1;
      for (let metric = 0; metric < METRICS.length; metric++)
        if (answers.bad[at]! & (1 << metric)) counts[offset + 2 + 2 * metric]! += 1;
    }
    return METRICS.map((metric, i) => ({
      due: window + LATENESS + FINAL_AFTER[i]!,
      cells: this.cells(metric, i, epoch, strata),
    }));
  }

  private cells(
    metric: string,
    i: number,
    epoch: number,
    strata: ReadonlyMap<string, number>,
  ): ContrastCell[] {
    const { counts } = this;
    return [...strata].flatMap(([stratum, index]) => {
      const offset = index * COUNTS;
      const candidate = { n: counts[offset]!, k: counts[offset + 2 + 2 * i]! };
      const control = { n: counts[offset + 1]!, k: counts[offset + 3 + 2 * i]! };
      if (candidate.n === 0 || control.n === 0) return [];
      const cell = { release: RELEASE, epoch, stratum, metric, candidate, control };
      const own = `region=${stratum.split('@', 1)[0]!}`;
      return this.fault === 'pooled strata'
        ? [{ ...cell, segment: 'all' }]
        : [
            { ...cell, segment: 'all' },
            { ...cell, segment: own },
          ];
    });
  }
}

/** Route revisions of a window by region: the first, the last, and whether they differ. */
function revisions({ count, region, revision }: Answers): {
  first: number[];
  last: number[];
  mixed: boolean[];
} {
  const first: number[] = [];
  const last: number[] = [];
  for (let at = 0; at < count; at++) {
    first[region[at]!] ??= revision[at]!;
    last[region[at]!] = revision[at]!;
  }
  return { first, last, mixed: last.map((value, i) => value !== first[i]) };
}
