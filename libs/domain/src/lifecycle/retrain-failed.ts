import type { GateResult } from '../contract/gate.js';
import { notify } from './notify.js';
import { DAY_MS } from './tick-time.js';
import { patch, type Turn } from './turn.js';

/** Failures in a row after which people are paged. */
const PAGE_AFTER_FAILURES = 3;

const MOST_DOUBLINGS = 2;

/** Counts a retrain that came to nothing: the cool-down doubles (24, 48, 96 h by default), three in a row page; a person's own training does neither. */
export function retrainFailed(
  turn: Turn,
  version: string,
  gates: readonly GateResult[],
  detail: string,
): void {
  if (turn.state.versions[version]?.automatic !== true) return;
  const cooldown = turn.state.record?.contract.signals.retrain.cooldown_ms ?? DAY_MS;
  const failures = turn.state.failed_retrains + 1;
  patch(turn, {
    failed_retrains: failures,
    cooling_until: (turn.at ?? 0) + cooldown * 2 ** Math.min(failures - 1, MOST_DOUBLINGS),
  });
  if (failures < PAGE_AFTER_FAILURES) return;
  const failed = gates.filter(({ passed }) => !passed).map((gate) => `${gate.gate} (${gate.detail})`);
  notify(
    turn,
    'page',
    'RETRAIN',
    'retrain-failed',
    `${turn.state.model}: retraining failed ${failures} times in a row, last ${version}: ${failed.join('; ') || detail}.`,
  );
}
