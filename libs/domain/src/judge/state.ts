import type { Policy } from '../report/report.js';
import type { Scope } from '../scope.js';
import type { Window } from '../window.js';
import type { AbruptSteps } from './observe/abrupt-steps.js';
import { ARTIFACTS_START, type Artifacts } from './observe/artifacts.js';
import { ASSIGNMENT_START, type Assignment } from './observe/assignment.js';
import type { BenignDays } from './observe/benign-days.js';
import { RISK_START, type ChampionRisk } from './observe/champion-risk.js';
import type { DriftState } from './observe/drift.js';
import type { Gaps } from './observe/gaps.js';
import type { DriftSpells } from './observe/drift-spells.js';
import type { Examinations } from './observe/examinations.js';
import { inputChecksFrom, type InputChecks } from './observe/input-checks.js';
import type { Kpis } from './observe/kpis.js';
import { LABEL_OR_WORLD_START, type LabelOrWorld } from './observe/label-alignment.js';
import { LABEL_STREAM_START, type LabelStream } from './observe/label-stream.js';
import { WORLD_START, type WorldState } from './observe/ledger.js';
import type { MaturedRows } from './observe/matured-rows.js';
import type { ResidualDays } from './observe/residual-days.js';
import type { ReturnedVersions } from './observe/returned-versions.js';
import type { Runtimes } from './observe/runtimes.js';
import { serviceLevelsFrom, type ServiceLevels } from './observe/service-levels.js';
import type { TimingState } from './observe/timing.js';
import type { Trainings } from './observe/trainings.js';
import type { Rhythms } from './observe/silences.js';
import { TRAFFIC_START, type TrafficState } from './observe/traffic.js';
import type { UsualDistances } from './observe/usual-distances.js';
import type { Opinion } from './rule.js';

/** Version of the state's layout: raised, with a migration, when a member changes its meaning. */
export const JUDGE_STATE_VERSION = 2;

/** A match that holds: since which report, its last one, and what it says. */
export interface Latch {
  readonly since: number;
  readonly opinion: Opinion;
}

/** Something wrong that people hear of as one thing; times are ends of windows in ms. */
export interface Incident {
  readonly id: string;
  readonly rules: readonly string[];
  readonly scope: Scope;
  readonly source: string | null;
  readonly onset: Window | null;
  readonly opened_at: number;
  readonly seen_at: number;
  readonly seen_seq: number;
  readonly closed_at: number | null;
  /** Answers that fell into it while it was open, and units, each once a window; absent before the first count. */
  readonly touched?: readonly [predictions: number, units: number];
}

/** What was said last: the vector as (scope, do, rule) per axis, and when (end of window, ms). */
export interface Emitted {
  readonly said: string;
  readonly at: number;
}

/** Everything the judge remembers of a model: plain JSON, ≤ 50 KB as stored for ≤ 20 segment values. */
export interface JudgeState {
  readonly model: string;
  /** Last report folded: its order and its window. */
  readonly seq: number;
  readonly window: Window;
  readonly policy: Policy;
  readonly regions: readonly string[];
  /** Versions that route records name with a registered artifact. */
  readonly verified: readonly string[];
  readonly world: WorldState;
  readonly levels: ServiceLevels;
  readonly timing: TimingState | null;
  readonly checks: InputChecks;
  readonly traffic: TrafficState;
  /** Windows without rows, in which nothing can be seen to begin. */
  readonly gaps: Gaps;
  /** How places usually fall silent: what a silence means depends on it. */
  readonly rhythms: Rhythms;
  readonly artifacts: Artifacts;
  /** Versions that were rolled back and answer again. */
  readonly returned: ReturnedVersions;
  readonly runtimes: Runtimes;
  readonly examined: Examinations;
  readonly assignment: Assignment;
  readonly drift: DriftState;
  readonly spells: DriftSpells;
  readonly steps: AbruptSteps;
  readonly usual: UsualDistances;
  readonly risk: ChampionRisk;
  readonly benign: BenignDays;
  readonly matured: MaturedRows;
  readonly labels: LabelStream;
  /** Whether a rise of the risk is the labels' doing or the world's. */
  readonly alignment: LabelOrWorld;
  readonly kpis: Kpis;
  readonly trainings: Trainings;
  readonly residuals: ResidualDays;
  readonly latches: readonly Latch[];
  readonly incidents: readonly Incident[];
  readonly emitted: Emitted | null;
  /** Order of the last decision. */
  readonly decisions: number;
}

/** The state before a model's first report. */
export const judgeStateFrom = (model: string, policy: Policy, from: number): JudgeState => ({
  model,
  seq: 0,
  window: [from, from],
  policy,
  regions: [],
  verified: [],
  world: WORLD_START,
  levels: serviceLevelsFrom(from),
  timing: null,
  checks: inputChecksFrom(from),
  traffic: TRAFFIC_START,
  gaps: [],
  rhythms: {},
  artifacts: ARTIFACTS_START,
  returned: {},
  runtimes: {},
  examined: {},
  assignment: ASSIGNMENT_START,
  drift: {},
  spells: {},
  steps: {},
  usual: {},
  risk: RISK_START,
  benign: [],
  matured: [],
  labels: LABEL_STREAM_START,
  alignment: LABEL_OR_WORLD_START,
  kpis: {},
  trainings: {},
  residuals: {},
  latches: [],
  incidents: [],
  emitted: null,
  decisions: 0,
});
