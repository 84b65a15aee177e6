import { timingWatch } from '@checkride/statistics/detector/timing';
import type { ModelContract } from '../../contract/contract.js';
import type { ServingCell } from '../../report/cells.js';
import type { Alarm } from '../alarm.js';
import { hasRows } from './gaps.js';
import type { OwnChange } from './ledger.js';
import { detectorsOf, levelCounts, updateLevels, type SloMetric } from './service-levels.js';

/** Fresh detectors that watch one own change from its `applied` on; the newest change replaces the one before. `windows` with rows. */
export interface TimingState {
  readonly change: OwnChange;
  readonly windows: number;
  readonly alarms: Readonly<Record<string, Alarm>>;
}

/** W and ln A of a change's watch (judge §3.7). */
export const watchOf = (contract: ModelContract, regions: number): ReturnType<typeof timingWatch> =>
  timingWatch(contract.windows.base_ms / 60_000, detectorsOf(regions));

/** What nothing served can have been broken by: it starts no watch and leaves the one under way alone. */
const HARMLESS: ReadonlySet<string> = new Set(['contract', 'label_job', 'calendar']);
/** What ends the watch of the change before it: the version watched answers no more. */
const ENDING: ReadonlySet<string> = new Set(['drain', 'rollback', 'fallback']);

/** Folds a window into the watch of the newest own change; null when there is none or its time is over. */
export function observeTiming(
  timing: TimingState | null,
  changes: readonly OwnChange[],
  window: {
    readonly serving: readonly ServingCell[];
    readonly contract: ModelContract;
    readonly objectives: Readonly<Record<SloMetric, number | null>>;
    readonly regions: number;
    readonly from: number;
  },
): TimingState | null {
  const { contract, from } = window;
  const watch = watchOf(contract, window.regions);
  const newest = changes.findLast(({ kind }) => !HARMLESS.has(kind));
  if (!newest || ENDING.has(newest.kind)) return null;
  const fresh = newest.at > from - watch.windows * contract.windows.base_ms;
  const watched =
    fresh && timing?.change.id !== newest.id ? { change: newest, windows: 0, alarms: {} } : timing;
  if (!watched || watched.windows >= watch.windows) return null;
  const alarms = updateLevels(
    watched.alarms,
    levelCounts(window.serving),
    window.objectives,
    watch.level,
    from / contract.windows.base_ms,
  );
  // Who answers once an hour would be watched for two windows otherwise, which can prove nothing.
  const heard = hasRows(window.serving) ? 1 : 0;
  return { change: watched.change, windows: watched.windows + heard, alarms };
}
