import type { OnsetSet } from '@checkride/statistics/detector/onset';
import type { Report } from '../report/report.js';
import type { Scope } from '../scope.js';
import { heardRoles } from './breaks.js';
import { changesIn, onsetTime } from './onset.js';
import { reachBack } from './observe/gaps.js';
import type { OwnChange } from './observe/ledger.js';
import type { JudgeState } from './state.js';
import type { Window } from '../window.js';

/** A break as far as blame goes: when it began (window numbers) and where. */
export interface Blamed {
  readonly onset: OnsetSet;
  readonly scope: Scope;
}

/** Windows a symptom may go on after a rollback took effect before it is said not to have cured. */
const CURE_WINDOWS = 3;
/** Windows a break may go on after a drain before the candidate is thought innocent (judge §2, T6). */
const DRAIN_WINDOWS = 2;

const STEPPING: ReadonlySet<string> = new Set(['release', 'step', 'resume', 'deploy', 'route']);
const BACK: ReadonlySet<string> = new Set(['rollback', 'fallback']);

/** Reasons of rollbacks for harm that no service level shows: a break beside it was there for its own reasons. */
const OTHER_HARM =
  /^((matured_loss|proxy_loss|late|kpi\..+)_worse_than_control|late_harm|wrong_artifact|withdrawn_version_serves|wrong_runtime)$/;

/** Own changes that a break may have come from (judge §1). */
export function ownChanges(state: JudgeState, { onset, scope }: Blamed): readonly OwnChange[] {
  return changesIn(
    state.world.changes,
    breakTime(onset, state),
    scope,
    state.policy.contract.windows.base_ms,
  );
}

/** When a break may have begun (ms of event time): windows without rows before it are part of the doubt. */
export const breakTime = (onset: OnsetSet, { gaps, policy }: JudgeState): Window =>
  onsetTime(reachBack(onset, gaps), policy.contract.windows.base_ms);

/** Whether a break can be laid at the change being watched, with nobody to compare with and the fleet healthy (T4). */
export function blamesChange(state: JudgeState, report: Report, blamed: Blamed): boolean {
  const { timing, world } = state;
  // A candidate with too few rows to be heard is compared all the same: contrasts judge it, not the clock.
  const compared = world.release !== null && world.release.share > 0 && world.release.share < 1;
  return (
    timing !== null &&
    !compared &&
    heardRoles(report.serving).length === 1 &&
    report.fleet.breaking === 0 &&
    blamed.scope.includes('all') &&
    ownChanges(state, blamed).some(({ id }) => id === timing.change.id)
  );
}

/** Whether a break of both roles can be laid at a step of the release in flight, and draining it may still help (T6). */
export function blamesStep(state: JudgeState, report: Report, blamed: Blamed): boolean {
  const { release } = state.world;
  if (!release) return false;
  const base = state.policy.contract.windows.base_ms;
  const innocent =
    release.drained_at !== null && report.window[0] - release.drained_at >= DRAIN_WINDOWS * base;
  // A candidate with too few rows to be heard can wear down what both depend on all the same.
  const beside = release.share > 0 && release.share < 1;
  const both = release.drained_at !== null || beside || heardRoles(report.serving).length > 1;
  return both && !innocent && ownChanges(state, blamed).some(({ kind }) => STEPPING.has(kind));
}

/** Whether a break that a rollback was meant to cure is still there when that had time to work. */
export function outlivesRollback({ world, policy }: JudgeState, report: Report, { onset }: Blamed): boolean {
  const base = policy.contract.windows.base_ms;
  const back = world.changes.findLast(({ kind }) => BACK.has(kind));
  if (!back || OTHER_HARM.test(back.reason ?? '')) return false;
  const worked = back.at + CURE_WINDOWS * base;
  return onset.from * base < worked && report.window[0] >= worked;
}
