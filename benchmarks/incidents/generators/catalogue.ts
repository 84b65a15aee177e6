import type { IncidentGenerator } from '../interface.js';
import { allAtOnce } from './all-at-once.js';
import { annotators } from './annotators.js';
import { artifactMismatch } from './artifact-mismatch.js';
import { badArtifact } from './bad-artifact.js';
import { botBurst } from './bot-burst.js';
import { businessRule } from './business-rule.js';
import { candidateNulls } from './candidate-nulls.js';
import { candidateOutage } from './candidate-outage.js';
import { codesPermuted } from './codes-permuted.js';
import { coldCandidate } from './cold-candidate.js';
import { conceptRecurring } from './concept-recurring.js';
import { conceptSlow } from './concept-slow.js';
import { conceptStep } from './concept-step.js';
import { covariateInSupport } from './covariate-in-support.js';
import { covariateOutOfSupport } from './covariate-out-of-support.js';
import { crashLoop } from './crash-loop.js';
import { dependencyOutage } from './dependency-outage.js';
import { duplicatesBurst } from './duplicates-burst.js';
import { earlyPositives } from './early-positives.js';
import { feedbackLoop } from './feedback-loop.js';
import { harmlessDrift } from './harmless-drift.js';
import { healthyRelease } from './healthy-release.js';
import { kpiDrop } from './kpi-drop.js';
import { labelJoinBug } from './label-join-bug.js';
import { labelStop } from './label-stop.js';
import { mixedFleet } from './mixed-fleet.js';
import { newTruth } from './new-truth.js';
import { nightlyDuds } from './nightly-duds.js';
import { novelty } from './novelty.js';
import { nullSeason } from './null-season.js';
import { nullStationary } from './null-stationary.js';
import { positiveOnly } from './positive-only.js';
import { priorShift } from './prior-shift.js';
import { redelivery } from './redelivery.js';
import { redeployed } from './redeployed.js';
import { regionSilent } from './region-silent.js';
import { retrainFails } from './retrain-fails.js';
import { routingFlips } from './routing-flips.js';
import { runtimeDiffers } from './runtime-differs.js';
import { scheduledRetrain } from './scheduled-retrain.js';
import { schemaChange } from './schema-change.js';
import { segmentRegression } from './segment-regression.js';
import { sentinel } from './sentinel.js';
import { skewedCandidate } from './skewed-candidate.js';
import { slightlyWorse } from './slightly-worse.js';
import { slowLeak } from './slow-leak.js';
import { staleReplica } from './stale-replica.js';
import { stallOrSkew } from './stall-or-skew.js';
import { targetWorse } from './target-worse.js';
import { tinyCandidate } from './tiny-candidate.js';
import { twoAtOnce } from './two-at-once.js';
import { unitInRange } from './unit-in-range.js';
import { unitOutOfRange } from './unit-out-of-range.js';
import { unluckyArm } from './unlucky-arm.js';
import { upstreamModel } from './upstream-model.js';
import { upstreamNulls } from './upstream-nulls.js';
import { worseConversion } from './worse-conversion.js';

/** Every generator: the fifty of the benchmark's table in its order, then one each for rules no row of it is about. */
export const CATALOGUE: readonly IncidentGenerator[] = [
  nullStationary,
  nullSeason,
  coldCandidate,
  unluckyArm,
  skewedCandidate,
  badArtifact,
  allAtOnce,
  artifactMismatch,
  staleReplica,
  runtimeDiffers,
  mixedFleet,
  routingFlips,
  candidateNulls,
  upstreamNulls,
  unitOutOfRange,
  unitInRange,
  sentinel,
  codesPermuted,
  schemaChange,
  duplicatesBurst,
  redelivery,
  regionSilent,
  stallOrSkew,
  dependencyOutage,
  candidateOutage,
  crashLoop,
  worseConversion,
  segmentRegression,
  novelty,
  conceptStep,
  conceptSlow,
  conceptRecurring,
  covariateInSupport,
  covariateOutOfSupport,
  priorShift,
  labelJoinBug,
  labelStop,
  annotators,
  earlyPositives,
  positiveOnly,
  feedbackLoop,
  businessRule,
  botBurst,
  slowLeak,
  targetWorse,
  retrainFails,
  nightlyDuds,
  redeployed,
  upstreamModel,
  twoAtOnce,
  newTruth,
  kpiDrop,
  slightlyWorse,
  harmlessDrift,
  healthyRelease,
  scheduledRetrain,
  tinyCandidate,
];
