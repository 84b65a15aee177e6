import { CheckrideError } from '../errors.js';
import { nextState } from './machine-table.js';
import type { ModelVersion } from './state.js';
import { patch, type Turn } from './turn.js';
import { VERSION_MACHINE, type VersionEvent } from './version-machine.js';

/** Whether an event may happen to a version now. */
export const mayHappen = (version: ModelVersion | undefined, event: VersionEvent): boolean =>
  version !== undefined && nextState(VERSION_MACHINE, version.stage, event) !== undefined;

/** Moves a version by an event; throws CHK_STATE_INVALID where the machine does not allow it. */
export function moveVersion(turn: Turn, name: string, event: VersionEvent): void {
  const version = turn.state.versions[name];
  const stage = version && nextState(VERSION_MACHINE, version.stage, event);
  if (!version || !stage)
    throw new CheckrideError('CHK_STATE_INVALID', `version ${name} (${version?.stage}) cannot be ${event}`);
  changeVersion(turn, name, { stage });
}

/** Replaces members of a version. */
export function changeVersion(turn: Turn, name: string, members: Partial<ModelVersion>): void {
  const version = turn.state.versions[name];
  if (!version) return;
  patch(turn, { versions: { ...turn.state.versions, [name]: { ...version, ...members } } });
}

/** A version on its way to production: being made, examined, waiting in the queue or taking traffic step by step. */
export function onItsWay(turn: Turn): string | undefined {
  const { versions, queued, release, approvals } = turn.state;
  const making = Object.values(versions)
    .filter(({ stage, passed }) => stage === 'candidate' || (stage === 'validating' && !passed))
    .sort((a, b) => a.ordinal - b.ordinal)
    .at(0);
  const asked = approvals.find(({ wish }) => wish.do === 'stage' || wish.do === 'release');
  return making?.version ?? release?.version ?? queued?.version ?? asked?.version ?? undefined;
}
