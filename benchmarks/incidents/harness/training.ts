import { sha256 } from '@checkride/domain/canonical';
import type { ExaminationResult, Job, JobEvent } from '@checkride/domain/jobs';
import type { ControllerState } from '@checkride/domain/lifecycle/state';
import { evaluateGates } from '@checkride/runner/steps/evaluate-gates';
import type { TrainedVersion } from '../interface.js';
import type { Life, OrderedJob } from './life.js';
import { rangeOf, type Trainings } from './trainings.js';

const TRAINING_MS = 3_600_000;

/** Where versions are trained: what trainings make, and how many answers were given in [from, until) ms. */
export interface TrainingSite {
  readonly trainings: Trainings;
  rowsIn(from: number, until: number): number;
}

/** Carries out the jobs of a virtual runner: training takes an hour, examining what was trained no time. */
export class VirtualRunner {
  private readonly trained = new Map<string, TrainedVersion>();
  private count = 0;

  constructor(
    private readonly life: Life,
    private readonly site: TrainingSite,
  ) {}

  /** Settles every job that is done by `now` (ms); tells of each version training has made. */
  settle(now: number, onTrained: (version: string, job: Job) => void): void {
    const { jobs } = this.life;
    for (let i = 0; i < jobs.length;) {
      const ordered = jobs[i]!;
      if (now < doneAt(ordered)) i += 1;
      else {
        jobs.splice(i, 1);
        this.finish(ordered.job, now, onTrained);
      }
    }
  }

  private finish(job: Job, now: number, onTrained: (version: string, job: Job) => void): void {
    if (job.kind === 'train') {
      const { version } = this.train(job, now);
      const renamed = { ...job, version };
      this.life.state = renameVersion(this.life.state, job.version, version);
      onTrained(version, job);
      this.life.feed({ kind: 'job-event', event: this.trainedEvent(renamed) }, now);
    } else {
      const result = job.kind === 'validate' ? this.validated(job) : FOUND_NOTHING;
      const event: JobEvent = { ...about(job), status: 'succeeded', detail: 'virtual', result };
      this.life.feed({ kind: 'job-event', event }, now);
    }
  }

  private train(job: Job, now: number): TrainedVersion {
    const made = this.site.trainings.of(this.count, job, now);
    this.count += 1;
    this.trained.set(made.version, made);
    return made;
  }

  private trainedEvent(job: Job): JobEvent {
    const { from, until } = rangeOf(job);
    const rows = this.site.rowsIn(from, until);
    return {
      ...about(job),
      status: 'succeeded',
      detail: 'trained',
      result: {
        kind: 'train',
        artifact_digest: this.digestOf(job.version),
        lineage: {
          code_digest: 'episode',
          data_digest: `${from}-${until}`,
          data_range: [from, until],
          rows,
          environment: {},
          pipeline: 'episode',
        },
        training_rows: rows,
        trained_until: until,
        gates: [],
      },
    };
  }

  private validated(job: Job): JobEvent['result'] {
    const { contract } = this.life.record;
    const figures = this.trained.get(job.version)?.gates ?? {};
    const champion = job.champion === null ? undefined : this.trained.get(job.champion)?.gates;
    // A figure the episode does not tell passes: only those it gives can fail a gate.
    const told = contract.gates.validate.filter(
      (gate) => gate.kind === 'metric' && Object.keys(figures).some((key) => key.startsWith(gate.metric)),
    );
    const gates = evaluateGates(told, {
      figures,
      champion: champion ?? null,
      schemaMatches: true,
      lineageComplete: true,
    });
    const passed = gates.every((gate) => gate.passed);
    const artifact_digest = this.digestOf(job.version);
    return { kind: 'validate', artifact_digest, passed, gates, metrics: figures, profile: null };
  }

  private digestOf(version: string): string {
    return sha256(this.trained.get(version)?.artifact ?? version);
  }
}

/** Logged answers are not examined here: what really answered is told by the episode's probes. */
const FOUND_NOTHING: ExaminationResult = { kind: 'examination', examinations: [], counterfactuals: [] };

const doneAt = ({ job, at }: OrderedJob): number => (job.kind === 'train' ? at + TRAINING_MS : at);

const about = (job: Job) => ({ job_id: job.job_id, model: job.model });

/** The version under training takes the name its training gave it. */
function renameVersion(state: ControllerState, from: string, to: string): ControllerState {
  const { [from]: version, ...others } = state.versions;
  if (!version || from === to) return state;
  return {
    ...state,
    versions: { ...others, [to]: { ...version, version: to } },
    jobs: state.jobs.map(({ job, outcome }) => ({
      job: job.version === from ? { ...job, version: to } : job,
      outcome,
    })),
  };
}
