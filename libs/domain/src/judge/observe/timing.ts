import { timingWatch } from '@checkride/statistics/detector/timing';
import type { ModelContract } from '../../contract/contract.js';
import type { ServingCell } from '../../report/cells.js';
import type { Alarm } from '../alarm.js';
import type { OwnChange } from './ledger.js';
import { detectorsOf, levelCounts, updateLevels, type SloMetric } from './service-levels.js';

/** Fresh detectors that watch one own change from its `applied` on; the newest change replaces the one before. */
export interface TimingState {
  readonly change: OwnChange;
  readonly windows: number;
  readonly alarms: Readonly<Record<string, Alarm>>;
}

/** W and ln A of a change's watch (judge §3.7). */
export const watchOf = (contract: ModelContract, regions: number): ReturnType<typeof timingWatch> =>
  timingWatch(contract.windows.base_ms / 60_000, detectorsOf(regions));

/** Folds a window into the watch of the newest own change; null when there is none or its time is over. */
export function observeTiming(
  timing: TimingState | null,
  newest: OwnChange | undefined,
  window: {
    readonly serving: readonly ServingCell[];
    readonly contract: ModelContract;
    readonly objectives: Readonly<Record<SloMetric, number | null>>;
    readonly regions: number;
    readonly from: number;
  },
): TimingState | null {
  const { contract, from } = window;
  const fresh = newest !== undefined && newest.at === from && timing?.change.id !== newest.id;
  const watched = fresh ? { change: newest, windows: 0, alarms: {} } : timing;
  const watch = watchOf(contract, window.regions);
  if (!watched || watched.windows >= watch.windows) return null;
  const alarms = updateLevels(
    watched.alarms,
    levelCounts(window.serving),
    window.objectives,
    watch.level,
    from / contract.windows.base_ms,
  );
  return { change: watched.change, windows: watched.windows + 1, alarms };
}
