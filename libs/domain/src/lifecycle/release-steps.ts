import { CheckrideError } from '../errors.js';
import { expireApprovals } from './approvals.js';
import { nextState } from './machine-table.js';
import { RELEASE_MACHINE, type ReleaseEvent } from './release-machine.js';
import { releaseDivision, reroute, soleDivision } from './route-change.js';
import type { Release } from './state.js';
import { baseOf, seenFrom } from './tick-time.js';
import { answer, nextTransition, patch, type Turn } from './turn.js';
import { changeVersion, moveVersion } from './version-steps.js';

/** Whether an event may happen to a release now. */
export const mayMove = (release: Release, event: ReleaseEvent): boolean =>
  nextState(RELEASE_MACHINE, release.stage, event) !== undefined;

/** A release after an event; throws CHK_STATE_INVALID where the machine does not allow it. */
export function moved(release: Release, event: ReleaseEvent, members: Partial<Release> = {}): Release {
  const stage = nextState(RELEASE_MACHINE, release.stage, event);
  if (!stage)
    throw new CheckrideError(
      'CHK_STATE_INVALID',
      `release of ${release.version} (${release.stage}): ${event}`,
    );
  return { ...release, ...members, stage };
}

const deployGates = (turn: Turn) => {
  const deploy = turn.state.record?.contract.gates.deploy;
  if (!deploy)
    throw new CheckrideError('CHK_STATE_INVALID', `${turn.state.model}: a release without a contract`);
  return deploy;
};

/** Puts a staged version at the end of the queue; one that waited there longer is superseded and retires. */
export function queueRelease(turn: Turn, version: string): Release {
  const older = turn.state.queued;
  if (older) {
    moveVersion(turn, older.version, 'superseded');
    answer(turn, 'release', 'superseded', `${version} is newer`, {
      release: older.release,
      version: older.version,
      step: null,
      share: null,
    });
  }
  const release: Release = {
    release: nextTransition(turn),
    version,
    control: null,
    stage: 'queued',
    step: 0,
    share: 0,
    started_at: 0,
    stepped_at: 0,
    watch_until: null,
    ended_at: null,
    without: [],
  };
  patch(turn, { queued: release });
  return release;
}

/** Starts the queued release at the canary's first step against the version in production. */
export function startRelease(turn: Turn, reason: string): void {
  const { queued, production } = turn.state;
  if (!queued || turn.state.release) return;
  patch(turn, { queued: null, release: { ...queued, control: production, started_at: turn.at ?? 0 } });
  goToStep(turn, 0, 'start', 'release', reason);
}

/** Goes to the canary's next step; at the last one the watch begins. */
export function nextStep(turn: Turn, reason: string): void {
  const release = turn.state.release;
  if (release) goToStep(turn, release.step + 1, 'step', 'step', reason);
}

/** Takes traffic again after a pause: where it stood, or at the first step after a drain. */
export function resumeRelease(turn: Turn, reason: string): void {
  const release = turn.state.release;
  if (!release) return;
  if (release.stage === 'drained') {
    goToStep(turn, 0, 'resume', 'resume', reason);
    return;
  }
  patch(turn, { release: moved(release, release.watch_until === null ? 'resume' : 'rewatch') });
  answer(turn, 'resume', 'applied', reason);
}

/** Stays at this share. */
export function holdRelease(turn: Turn, reason: string): void {
  const release = turn.state.release;
  if (!release) return;
  patch(turn, { release: moved(release, 'hold') });
  answer(turn, 'hold', 'applied', reason);
}

/** Takes the candidate's traffic away and keeps it. */
export function drainRelease(turn: Turn, reason: string): void {
  const release = turn.state.release;
  if (!release) return;
  patch(turn, { release: moved(release, 'drain', { watch_until: null }) });
  reroute(turn, releaseDivision(turn.state.release ?? release, 0));
  answer(turn, 'drain', 'applied', reason, { share: 0, target: release.control });
}

/** Ends a watched release: the candidate is the version in production, the control retires. */
export function completeRelease(turn: Turn, reason: string): void {
  const release = turn.state.release;
  if (!release) return;
  const ended = moved(release, 'complete', { ended_at: turn.at });
  moveVersion(turn, release.version, 'served');
  if (release.control !== null && turn.state.versions[release.control]?.stage === 'production')
    moveVersion(turn, release.control, 'replaced');
  patch(turn, {
    release: null,
    last_release: ended,
    production: release.version,
    predecessors: [
      ...turn.state.predecessors.filter((earlier) => earlier !== release.control),
      ...(release.control === null ? [] : [release.control]),
    ],
  });
  const sole = soleDivision(release.version);
  reroute(
    turn,
    release.without.length === 0 || release.control === null
      ? sole
      : {
          roles: { ...sole.roles, [release.control]: 'control' },
          shares: {
            ...sole.shares,
            ...Object.fromEntries(release.without.map((region) => [region, { [release.control ?? '']: 1 }])),
          },
        },
  );
  answer(turn, 'complete', 'applied', reason, {
    release: release.release,
    version: release.version,
    step: release.step,
    share: 1,
  });
  expireApprovals(turn, release.release);
}

/** The first version ever: all traffic, no comparison. */
export function serveFirst(turn: Turn, version: string, reason: string): void {
  moveVersion(turn, version, 'served');
  changeVersion(turn, version, { passed: true });
  patch(turn, { production: version });
  reroute(turn, soleDivision(version));
  answer(turn, 'complete', 'applied', reason, { version, share: 1 });
}

function goToStep(
  turn: Turn,
  step: number,
  event: 'start' | 'step' | 'resume',
  action: 'release' | 'step' | 'resume',
  reason: string,
): void {
  const release = turn.state.release;
  if (!release) return;
  const { canary, watch_ms, holdback } = deployGates(turn);
  const last = canary.length - 1;
  const at = Math.min(step, last);
  const watching = at === last;
  const lastStepEvent = event === 'resume' ? 'rewatch' : 'watch';
  const share = canary[at] ?? 1;
  const watch_until = watching ? seenFrom(turn.state, turn.at ?? -baseOf(turn.state)) + watch_ms : null;
  patch(turn, {
    release: moved(release, watching ? lastStepEvent : event, {
      step: at,
      share,
      stepped_at: turn.at ?? 0,
      watch_until,
    }),
  });
  reroute(turn, releaseDivision(turn.state.release ?? release, holdback));
  answer(turn, action, 'applied', reason, action === 'release' ? { target: release.control } : {});
  if (watching) answer(turn, 'watch', 'applied', `until ${watch_until}`);
}
