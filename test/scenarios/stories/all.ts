import type { Scenario } from '../play/scenario.js';
import { allAtOnce } from './all-at-once-release-broken.js';
import { worseConversion } from './better-auc-and-worse-conversion.js';
import { canaryBrokenDuringOutage } from './canary-broken-during-outage.js';
import { canaryBroken } from './canary-broken.js';
import { dependencyOutage } from './dependency-outage.js';
import { doubtfulCanary } from './doubtful-canary.js';
import { driftWithoutHarm } from './drift-without-harm.js';
import { feedbackLoop } from './feedback-loop.js';
import { inconsistentRegions } from './inconsistent-predictions-across-regions.js';
import { labelDelay } from './label-delay.js';
import { labelJoinBug } from './label-join-bug.js';
import { labelsStop } from './labels-stop.js';
import { muchNewTruth } from './much-new-truth.js';
import { nightlyRetrain } from './nightly-retrain.js';
import { regionSilent } from './one-region-silent.js';
import { otherCases } from './other-cases-come.js';
import { candidateOverload } from './outage-caused-by-the-candidate.js';
import { quietWeek } from './quiet-day.js';
import { silentUpstreamChange } from './silent-upstream-change.js';
import { slowLeak } from './slow-leak-after-full-rollout.js';
import { soundRelease } from './sound-release.js';
import { staleReplica } from './stale-feature-replica.js';
import { stuckFleet } from './stuck-mixed-fleet.js';
import { worldChanged } from './the-world-changed.js';
import { upstreamNulls } from './upstream-nulls.js';
import { wrongArtifactUnderTheRightLabel } from './wrong-artifact-under-the-right-label.js';
import { wrongArtifact } from './wrong-artifact.js';

/** Every scenario, each played by a model of its own. */
export const SCENARIOS: readonly Scenario[] = [
  canaryBroken,
  allAtOnce,
  wrongArtifact,
  wrongArtifactUnderTheRightLabel,
  inconsistentRegions,
  worseConversion,
  driftWithoutHarm,
  silentUpstreamChange,
  labelDelay,
  nightlyRetrain,
  dependencyOutage,
  feedbackLoop,
  regionSilent,
  staleReplica,
  candidateOverload,
  stuckFleet,
  labelsStop,
  worldChanged,
  otherCases,
  muchNewTruth,
  doubtfulCanary,
  slowLeak,
  soundRelease,
  quietWeek,
  labelJoinBug,
  upstreamNulls,
  canaryBrokenDuringOutage,
];
