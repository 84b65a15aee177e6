import type { ModelContract } from '../contract/contract.js';
import { CheckrideError } from '../errors.js';
import type { ContrastCell } from '../report/cells.js';
import type { Report } from '../report/report.js';
import { forecastExposure } from './forecast.js';
import { withoutRelease } from './latches.js';
import { alphaOf } from './exposure.js';
import { observeAbruptSteps } from './observe/abrupt-steps.js';
import { observeArtifacts } from './observe/artifacts.js';
import { isUneven, observeAssignment } from './observe/assignment.js';
import { observeBenignDays } from './observe/benign-days.js';
import { observeRisk, restartDetectors, riskSubject } from './observe/champion-risk.js';
import { observeContrasts } from './observe/contrasts.js';
import { correctsEvidence } from './observe/corrections.js';
import { observeDrift } from './observe/drift.js';
import { observeDriftSpells } from './observe/drift-spells.js';
import { observeExaminations } from './observe/examinations.js';
import { observeChecks } from './observe/input-checks.js';
import { observeKpis } from './observe/kpis.js';
import { askAlignment, observeAlignment } from './observe/label-alignment.js';
import { observeGaps } from './observe/gaps.js';
import { observeLabels } from './observe/label-stream.js';
import { observeChanges, observeLedger, type WorldState } from './observe/ledger.js';
import { observeMaturedRows } from './observe/matured-rows.js';
import { observePastRelease } from './observe/past-release.js';
import { observePause } from './observe/pause.js';
import { contrastsDiffer } from './observe/policy.js';
import { refusedRecords } from './observe/refused-records.js';
import { regionsOf } from './observe/regions.js';
import { observeRhythms } from './observe/silences.js';
import { observeResiduals } from './observe/residual-days.js';
import { observeCandidate, restarted, type ReleaseState } from './observe/release.js';
import { observeReturned } from './observe/returned-versions.js';
import { observeRuntimes } from './observe/runtimes.js';
import { objectivesOf, observeServiceLevels, withoutCandidate } from './observe/service-levels.js';
import { observeTiming } from './observe/timing.js';
import { observeTrainings } from './observe/trainings.js';
import { observeUsualDistances } from './observe/usual-distances.js';
import { observeTraffic, type TrafficState } from './observe/traffic.js';
import { judgeStateFrom, type JudgeState } from './state.js';

const MOST_REGIONS = 20;

/** The state after everything a report tells, before any rule is asked: first the world, then its evidence. */
export function observe(before: JudgeState | undefined, report: Report): JudgeState {
  const heard = hearWorld(before ?? firstState(report), report);
  return observeTruth(observeServing(heard, report), report);
}

function firstState(report: Report): JudgeState {
  if (!report.policy)
    throw new CheckrideError('CHK_STATE_INVALID', `${report.model}: the first report carries no policy`, {
      remedy: 'replay evidence.v1 from the first report of the model',
    });
  return { ...judgeStateFrom(report.model, report.policy, report.window[0]), seq: report.seq - 1 };
}

/** Policy, routes and ledger: what is in force, who serves, what we did. A release's evidence resets here and only here. */
function hearWorld(state: JudgeState, report: Report): JudgeState {
  const policy = report.policy ?? state.policy;
  const from = report.window[0];
  const renewed =
    (report.policy && contrastsDiffer(state.policy, policy)) ||
    (state.world.release && correctsEvidence(state.world.release, report.corrections));
  const carried: WorldState =
    renewed && state.world.release
      ? { ...state.world, release: restarted(state.world.release, policy, from) }
      : state.world;
  const announced = observeChanges(withServed(carried, report), report.changes, report.model);
  const world = observeLedger(announced, report.ledger, from, policy);
  const { release } = state.world;
  const reset =
    release !== null && (world.release?.id !== release.id || world.release.start !== release.start);
  const started = release === null && world.release !== null;
  const routed = report.routes.flatMap(({ artifacts }) =>
    Object.keys(artifacts).filter((version) => artifacts[version] != null),
  );
  const epoch = Math.max(world.release_epoch, ...report.routes.map(({ release_epoch }) => release_epoch));
  return {
    ...state,
    seq: report.seq,
    window: report.window,
    policy,
    regions: [...new Set([...state.regions, ...regionsOf(report.serving)])].sort().slice(0, MOST_REGIONS),
    verified: [...new Set([...state.verified, ...routed])].slice(-MOST_REGIONS),
    world: { ...world, release_epoch: epoch },
    trainings: observeTrainings(state.trainings, report.ledger),
    latches: reset ? withoutRelease(state.latches) : state.latches,
    levels: { ...state.levels, alarms: alarmsAfter(state, { world, reset, started }) },
  };
}

const LAID_AT_RELEASE: ReadonlySet<string> = new Set(['T4', 'T6']);

/**
 * Alarms that go on when a release begins, ends or starts again. A break that was laid at a release ends with it, also
 * where another role told of it: whoever serves now has yet to show whether it goes on.
 */
function alarmsAfter(
  { latches, levels, world: before }: JudgeState,
  { world, reset, started }: { world: WorldState; reset: boolean; started: boolean },
): JudgeState['levels']['alarms'] {
  const ended = reset || world.champion?.version !== before.champion?.version;
  if (ended && latches.some(({ opinion }) => LAID_AT_RELEASE.has(opinion.rule))) return {};
  return reset || started ? withoutCandidate(levels.alarms) : levels.alarms;
}

/** A model no controller serves has a champion too: the version that answers alone and most. */
function withServed(world: WorldState, { serving, window }: Report): WorldState {
  if (world.ledger_seq > 0) return world;
  const alone = serving.filter(({ role }) => role === 'sole').sort((a, b) => b.n - a.n)[0];
  if (!alone || world.champion?.version === alone.version) return world;
  const predecessor = world.champion?.version ?? null;
  return { ...world, champion: { version: alone.version, since: window[0], predecessor } };
}

function observeServing(state: JudgeState, report: Report): JudgeState {
  const { contract } = state.policy;
  const from = report.window[0];
  const { serving } = report;
  const regions = state.regions.length;
  const objectives = objectivesOf(state.levels, contract, from);
  const release = state.world.release && observeCandidate(state.world.release, serving, report.cohorts);
  const alpha = release ? alphaOf(release, contract).pause : 1;
  const assignment = observeAssignment(state.assignment, release, report, alpha);
  const traffic = observeTraffic(state.traffic, serving, contract, from, report.freshness.stalled);
  const steps = observeAbruptSteps(state.steps, report.drift, state.usual);
  const drift = observeDrift(state.drift, report.drift);
  const comparable = report.contrasts.filter(({ stratum }) => !isUneven(assignment, stratum));
  return {
    ...state,
    world: {
      ...state.world,
      release: release && judgeRelease(release, comparable, traffic, contract, report.window[1]),
      past: observePastRelease(state.world.past, report.counterfactuals, from),
    },
    artifacts: observeArtifacts(state.artifacts, report.routes, serving, from),
    returned: observeReturned(state.returned, state.world, serving, {
      from,
      base: contract.windows.base_ms,
    }),
    runtimes: observeRuntimes(state.runtimes, serving, from),
    examined: observeExaminations(state.examined, report.examinations, serving, from),
    assignment,
    levels: observeServiceLevels(state.levels, serving, contract, regions, from),
    timing: observeTiming(state.timing, state.world.changes, {
      serving,
      contract,
      objectives,
      regions,
      from,
    }),
    checks: observeChecks(
      state.checks,
      { cells: report.checks, refused: refusedRecords(report) },
      contract,
      regions,
      from,
    ),
    traffic,
    gaps: observeGaps(state.gaps, serving, from / contract.windows.base_ms),
    rhythms: observeRhythms(state.rhythms, state.traffic, serving),
    drift,
    spells: observeDriftSpells(state.spells, drift, report.drift, state.world),
    steps,
    usual: observeUsualDistances(state.usual, report.drift, state.steps, steps),
    kpis: observeKpis(state.kpis, report.kpis, state.world.champion, contract),
  };
}

/** What a release's own streams come to: contrasts, the level of a pause, and what can be seen of its step by when. */
function judgeRelease(
  release: ReleaseState,
  comparable: readonly ContrastCell[],
  traffic: TrafficState,
  contract: ModelContract,
  now: number,
): ReleaseState {
  const seen = observePause(observeContrasts(release, comparable, contract), contract);
  return forecastExposure(seen, traffic, contract, now);
}

/** Matured labels: first whether they can be trusted; while they cannot, the risk takes no bets and starts again after. */
function observeTruth(state: JudgeState, report: Report): JudgeState {
  const { contract } = state.policy;
  const { cohorts } = report;
  const came = observeLabels(state.labels, cohorts, contract);
  const subject = riskSubject(state.risk, state.world, contract);
  const terms = { champion: subject, contract, labels: came, risk: state.risk, now: state.window[0] };
  const alignment = observeAlignment(state.alignment, cohorts, terms);
  // What labels showed while they were broken says nothing of those that are right again.
  const labels = state.alignment.fault && !alignment.fault ? { ...came, positives: null } : came;
  if (labels.fault ?? alignment.fault)
    return { ...state, labels, alignment, risk: restartDetectors(state.risk) };
  const { risk, judged } = observeRisk(state.risk, subject, cohorts, contract);
  const fresh = alignment.observed !== state.alignment.observed;
  const crowned = risk.version !== state.risk.version;
  return {
    ...state,
    labels,
    alignment: askAlignment(alignment, { ...terms, labels, risk }, fresh),
    risk,
    residuals: observeResiduals(crowned ? {} : state.residuals, judged, contract.timezone),
    benign: observeBenignDays(crowned ? [] : state.benign, judged, contract.timezone),
    matured: observeMaturedRows(state.matured, cohorts, judged),
  };
}
