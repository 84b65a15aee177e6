import { CheckrideError } from '../errors.js';
import { WORLD_START } from './observe/ledger.js';
import type { ReleaseState } from './observe/release.js';
import { LABEL_STREAM_START, type LabelStream } from './observe/label-stream.js';
import { PAUSE_START } from './observe/pause.js';
import { JUDGE_STATE_VERSION, judgeStateFrom, type JudgeState } from './state.js';

/** One layout's way to the next: members that were not there begin as they do before a model's first report. */
type Step = (stored: JudgeState) => JudgeState;

const STEPS: Readonly<Record<number, Step>> = {
  1: (stored) => {
    const { release } = stored.world as Stored['world'];
    return {
      ...judgeStateFrom(stored.model, stored.policy, stored.window[0]),
      ...stored,
      labels: labelsSince2(stored.labels),
      world: {
        ...WORLD_START,
        ...stored.world,
        release: release && {
          ...RELEASE_SINCE_2,
          ...release,
          evidence_from: release.evidence_from ?? release.started_at,
        },
      },
    };
  },
};

/** A release in flight as layout 1 kept it: without the beginning of its evidence. */
interface Stored {
  readonly world: {
    readonly release:
      (Omit<ReleaseState, 'evidence_from'> & Partial<Pick<ReleaseState, 'evidence_from'>>) | null;
  };
}

/** Members of a release in flight that layout 2 added. */
const RELEASE_SINCE_2 = { pause: PAUSE_START, drained_at: null, visible: null };

/** The label stream as layout 2 has it: a norm learnt before tells no scatter, so that shares are not checked against it. */
const labelsSince2 = (stored: Omit<LabelStream, 'positives'>): LabelStream => ({
  ...LABEL_STREAM_START,
  ...stored,
  norm: stored.norm && { ...stored.norm, scatter: stored.norm.scatter ?? [0, 0] },
});

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
