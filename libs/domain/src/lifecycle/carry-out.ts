import { spend } from './budget.js';
import type { LedgerAction } from './ledger.js';
import { orderTraining } from './order-job.js';
import { quarantineRange } from './quarantine.js';
import { drainRelease, mayMove, nextStep, resumeRelease } from './release-steps.js';
import { fallBack, rollBack } from './roll-back.js';
import { regionsOf } from './regional-route.js';
import type { SpentAction } from './state.js';
import { releaseByPerson, stageVersion } from './stage-version.js';
import { answer, patch, type Turn } from './turn.js';
import type { Wish } from './wish.js';
import { mayHappen } from './version-steps.js';

/** Carries out a permitted wish, or answers `superseded` when the world has moved on since it was asked for. */
export function carryOut(turn: Turn, wish: Wish): void {
  const { release, versions } = turn.state;
  switch (wish.do) {
    case 'stage':
      if (!mayHappen(versions[wish.version], 'passed')) return movedOn(turn, 'stage', wish.version);
      return stageVersion(turn, wish.version, 'approved');
    case 'release':
      if (versions[wish.version]?.stage !== 'staged') return movedOn(turn, 'release', wish.version);
      return releaseByPerson(turn, wish.version, 'approved');
    case 'step':
      if (release?.release !== wish.release) return movedOn(turn, 'step', wish.release);
      return advance(turn, wish.reason);
    case 'drain':
      if (release?.release !== wish.release || !mayMove(release, 'drain'))
        return movedOn(turn, 'drain', wish.release);
      drainRelease(turn, wish.reason);
      return count(turn, 'drain', wish.rule);
    case 'rollback': {
      const inQuestion = release ?? turn.state.last_release;
      if (wish.release !== null && inQuestion?.release !== wish.release)
        return movedOn(turn, 'rollback', wish.release);
      const done = rollBack(turn, wish);
      return done && count(turn, done, wish.rule);
    }
    case 'fallback': {
      const done = fallBack(turn, wish.reason, regionsOf(wish.scope ?? []));
      return done && count(turn, done, wish.rule);
    }
    case 'retrain': {
      const [from, until] = wish.range;
      const cooldown = turn.state.record?.contract.signals.retrain.cooldown_ms ?? 0;
      orderTraining(turn, {
        data: { kind: 'stored', from, until },
        pipeline: null,
        version: null,
        reason: wish.reason,
        automatic: true,
      });
      patch(turn, { cooling_until: (turn.at ?? 0) + cooldown });
      return count(turn, 'retrain', wish.rule);
    }
    case 'quarantine':
      quarantineRange(turn, wish);
      return count(turn, 'quarantine', wish.rule);
  }
}

/** Next step of the release in flight, ending a pause first; a release that is watched already stays so. */
export function advance(turn: Turn, reason: string): void {
  const { release } = turn.state;
  if (!release) return;
  const paused = release.stage === 'held' || release.stage === 'drained';
  if (paused) resumeRelease(turn, reason);
  if (release.stage !== 'drained' && turn.state.release && mayMove(turn.state.release, 'step'))
    nextStep(turn, reason);
  else if (!paused) answer(turn, 'step', 'superseded', 'at the last step already');
}

function movedOn(turn: Turn, action: LedgerAction, what: string): void {
  answer(turn, action, 'superseded', `${what} has moved on`);
}

/** Only what nobody but the machine decided counts against the day's budget. */
function count(turn: Turn, action: SpentAction['action'], rule: Parameters<typeof spend>[2] | null): void {
  if (rule !== null && turn.cause.kind !== 'command') spend(turn, action, rule);
}
