import { generatorOf } from '../traffic/episodes.js';
import { deployBadArtifact } from './bad-artifact.js';
import { stepConcept } from './concept-step.js';
import { breakDependency } from './dependency-outage.js';
import { sendNulls } from './upstream-nulls.js';
import { joinWrongLabels } from './label-join-bug.js';

const KINDS = [deployBadArtifact, sendNulls, breakDependency, stepConcept, joinWrongLabels] as const;
const PAIRS = KINDS.flatMap((one, i) => KINDS.slice(i + 1).map((other) => [one, other] as const));
/** Those of the pairs that need days of truth. */
const NEEDS_DAYS = new Set<unknown>([stepConcept, joinWrongLabels]);

/** 50: any two of bad artifact, upstream nulls, outage, concept step and label join bug in one episode. */
export const twoAtOnce = generatorOf(
  'two-at-once',
  (seed) => ({
    pace: PAIRS[seed % PAIRS.length]!.some((kind) => NEEDS_DAYS.has(kind)) ? 'label' : 'serving',
  }),
  (site, seed) => {
    for (const happen of PAIRS[seed % PAIRS.length]!) happen(site);
  },
);
