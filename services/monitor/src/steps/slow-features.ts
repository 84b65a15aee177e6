import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { HeadState } from '../head.js';
import { gridId } from './counting-plan.js';
import { driftLength, HOUR_MS } from './due-items.js';
import type { RangeOf } from './pane-store.js';

/** Whether a model has feature panes by base window: those of hours and longer are in feature_hours alone. */
const isShort = ({ windows }: ModelContract): boolean => windows.base_ms < HOUR_MS;

/** Whether reports are made from the feature panes of base windows: only drift windows shorter than an hour are. */
export const needsFeatureWindows = (contract: ModelContract): boolean =>
  isShort(contract) && driftLength(contract) < HOUR_MS;

/** Windows whose feature panes nobody waits for: filled behind their reports, so that these are not late for them. */
export function slowFeatures(record: ModelRecord, head: HeadState): RangeOf[] {
  const { contract, model } = record;
  if (!isShort(contract) || needsFeatureWindows(contract) || head.features >= head.next) return [];
  return [{ model, grid: gridId(record), range: [head.features, head.next] }];
}
