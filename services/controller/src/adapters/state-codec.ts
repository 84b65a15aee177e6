import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { canonicalJson } from '@checkride/domain/canonical';
import { CheckrideError } from '@checkride/domain/errors';
import {
  CONTROLLER_STATE_VERSION,
  emptyState,
  type ControllerState,
} from '@checkride/domain/lifecycle/state';

/** A model's state as deflated canonical JSON. */
export const encodeState = (state: ControllerState): Buffer =>
  deflateRawSync(canonicalJson(state), { level: 3 });

/** The state of such bytes; CHK_STATE_INVALID for a layout this code does not know. */
export function decodeState(bytes: Buffer, version: number): ControllerState {
  if (version !== CONTROLLER_STATE_VERSION)
    throw new CheckrideError(
      'CHK_STATE_INVALID',
      `controller-state.v1 holds layout ${version}, this controller reads ${CONTROLLER_STATE_VERSION}`,
      { remedy: 'Run the version of Checkride that wrote it, or a newer one.' },
    );
  const stored = JSON.parse(inflateRawSync(bytes).toString('utf8')) as ControllerState;
  // A member that came later starts as in a model nobody has said anything about.
  return { ...emptyState(stored.model), ...stored };
}
