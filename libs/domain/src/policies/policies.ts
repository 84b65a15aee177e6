import { CheckrideError } from '../errors.js';
import { alwaysHold } from './always-hold.js';
import { argo } from './argo.js';
import { calendarRetrain } from './calendar.js';
import { changedWithinDay } from './changed-within-day.js';
import { confidenceSequence } from './confidence-sequence.js';
import { kayenta } from './kayenta.js';
import { nightlyRetrain } from './nightly-retrain.js';
import type { PolicyMaker } from './policy.js';
import { psiRetrain } from './psi.js';

/** Ways to decide that ours is held against. */
export const POLICIES: readonly PolicyMaker[] = [
  alwaysHold,
  calendarRetrain,
  nightlyRetrain,
  psiRetrain,
  argo,
  kayenta,
  confidenceSequence,
  changedWithinDay,
];

/** A policy by its name; throws CHK_NOT_FOUND with the names there are. */
export function policyNamed(name: string): PolicyMaker {
  const found = POLICIES.find((policy) => policy.name === name);
  if (found) return found;
  throw new CheckrideError('CHK_NOT_FOUND', `there is no policy ${name}`, {
    remedy: `Name one of: ${POLICIES.map((policy) => policy.name).join(', ')}.`,
  });
}
