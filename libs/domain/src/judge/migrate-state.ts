import { CheckrideError } from '../errors.js';
import { JUDGE_STATE_VERSION, judgeStateFrom, type JudgeState } from './state.js';

/** One layout's way to the next: members that were not there begin as they do before a model's first report. */
type Step = (stored: JudgeState) => JudgeState;

const STEPS: Readonly<Record<number, Step>> = {
  1: (stored) => ({ ...judgeStateFrom(stored.model, stored.policy, stored.window[0]), ...stored }),
};

/** A stored state in today's layout; throws CHK_STATE_INVALID for a layout this program does not know. */
export function migrateJudgeState(stored: unknown, version: number): JudgeState {
  let state = stored as JudgeState;
  for (let layout = version; layout !== JUDGE_STATE_VERSION; layout += 1) {
    const step = STEPS[layout];
    if (!step)
      throw new CheckrideError(
        'CHK_STATE_INVALID',
        `judge state has layout ${version}, this program knows ${JUDGE_STATE_VERSION}`,
        { remedy: 'run the version of Checkride that wrote it, or replay the stored evidence' },
      );
    state = step(state);
  }
  return state;
}
