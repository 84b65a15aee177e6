import type { Accept, AxisName, Incident } from '../interface.js';
import { generatorOf } from '../traffic/episodes.js';
import type { Pace } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';
import { deployBadArtifact } from './bad-artifact.js';
import { stepConcept } from './concept-step.js';
import { breakDependency } from './dependency-outage.js';
import { joinWrongLabels } from './label-join-bug.js';
import { sendNulls } from './upstream-nulls.js';

const KINDS: readonly ((site: Site, seed: number) => void)[] = [
  deployBadArtifact,
  sendNulls,
  breakDependency,
  stepConcept,
  joinWrongLabels,
];

/** Those that need days of truth. */
const SLOW: ReadonlySet<unknown> = new Set([stepConcept, joinWrongLabels]);

const PAIRS = KINDS.flatMap((a, i) => KINDS.slice(i + 1).map((b) => [a, b] as const));

const pairOf = (seed: number) => PAIRS[seed % PAIRS.length]!;
const paceOf = (seed: number): { pace: Pace } => ({
  pace: pairOf(seed).some((kind) => SLOW.has(kind)) ? 'label' : 'serving',
});

/** 50: any two of a bad artifact, upstream nulls, an outage, a concept step and a label join bug. */
export const twoAtOnce = generatorOf('two-at-once', paceOf, (site, seed) => {
  for (const happen of pairOf(seed)) happen(site, seed);
  const each = [...site.incidents];
  const others = (one: Incident): Incident[] =>
    each.filter((other) => other !== one && other.onset <= one.deadline && one.onset <= other.deadline);
  site.incidents.splice(0, Infinity, ...each.map((one) => ({ ...one, accept: besides(one, others(one)) })));
});

const AXES: readonly AxisName[] = ['traffic', 'data', 'model', 'people'];
const MILD: ReadonlySet<string> = new Set(['continue', 'clean', 'keep', 'veto', 'none']);

/** An axis on which one wants nothing done is the other's where that wants something. */
function besides(one: Incident, others: readonly Incident[]): Accept[] {
  const claims = (axis: AxisName): boolean =>
    others.some(({ accept }) => accept.some((of) => of[axis] && !MILD.has(of[axis].do)));
  return one.accept.map((accept) => {
    const kept = AXES.filter((axis) => accept[axis] && !(MILD.has(accept[axis].do) && claims(axis)));
    return Object.fromEntries(kept.map((axis) => [axis, accept[axis]]));
  });
}
