import type { LedgerAction, LedgerEntry } from '../../lifecycle/ledger.js';
import type { CohortCell, ContrastCell, DriftCell, ServingCell } from '../../report/cells.js';
import type { Report } from '../../report/report.js';
import type { Decision } from '../decision.js';
import { foldReport } from '../fold.js';
import type { JudgeState } from '../state.js';
import { DAY, EPOCH, HOUR } from './contract.js';
import { MATURE_WINDOWS } from './history.js';
import { applied, cohort, contrast, REGIONS, report, serving } from './report.js';

const CANARY = [0.1, 0.5, 1];
const LAG = 24;
const WATCH = 48;

/** What nature and people do: mean loss and misclassification of a version in a region at an hour, drift, releases. */
export interface StoryPlan {
  readonly loss: (version: string, region: string, hour: number) => number;
  readonly wrong: (version: string, region: string, hour: number) => number;
  readonly psi: (day: number) => number;
  /** Version released by a person at an hour. */
  readonly releases: Readonly<Record<number, string>>;
}

interface Shares {
  readonly sole: string;
  readonly candidate: string | null;
  readonly release: string;
  readonly step: number;
  readonly revision: number;
}

/**
 * A model in closed lock-step: what the judge decides under hour w changes traffic, and is on the ledger, at w + 24.
 * The stand-in for the controller takes steps, rolls back, retrains (a new version half a day after the order) and
 * completes a release after its watch.
 */
export class ClosedLoop {
  readonly decisions: Decision[] = [];
  readonly reports: Report[] = [];
  state: JudgeState | undefined;
  private readonly due = new Map<number, (hour: number) => void>();
  private shares: Shares = { sole: 'v1', candidate: null, release: 'none', step: -1, revision: 1 };
  private readonly history: Shares[] = [];
  private readonly entries: LedgerEntry[] = [];
  private seq = 0;
  private versions = 2;

  constructor(private readonly plan: StoryPlan) {
    this.enter('release', { version: 'v1', share: 1 });
    for (const [hour, version] of Object.entries(plan.releases))
      this.due.set(Number(hour), () => this.release(version));
  }

  /** Lives through hours; returns itself. */
  run(hours: number): this {
    for (let i = 0; i < hours; i++) this.hour(this.reports.length);
    return this;
  }

  private hour(hour: number): void {
    this.due.get(hour)?.(hour);
    this.history.push(this.shares);
    const next = this.reportOf(hour);
    const folded = foldReport(this.state, next);
    this.state = folded.state;
    this.reports.push(next);
    for (const decision of folded.decisions) {
      this.decisions.push(decision);
      if (!decision.heartbeat) this.order(decision, hour + LAG);
    }
  }

  private order(decision: Decision, at: number): void {
    if (decision.headline === 'ROLLBACK') this.due.set(at, () => this.leave('rollback', this.shares.sole));
    if (decision.headline === 'PROMOTE') this.due.set(at, (hour) => this.step(hour));
    if (decision.headline === 'RETRAIN') {
      this.due.set(at, () => this.enter('retrain', {}));
      this.due.set(at + 12, () => this.release(`v${(this.versions += 1)}`));
    }
  }

  private enter(action: LedgerAction, entry: Partial<LedgerEntry>): void {
    this.seq += 1;
    this.entries.push(applied(this.seq, action, { release: this.shares.release, ...entry }));
  }

  private release(version: string): void {
    const { sole, revision } = this.shares;
    this.shares = { sole, candidate: version, release: `r-${version}`, step: 0, revision: revision + 1 };
    this.enter('release', { version, target: sole, step: 0, share: CANARY[0] ?? 0 });
  }

  private step(hour: number): void {
    const step = this.shares.step + 1;
    this.shares = { ...this.shares, step, revision: this.shares.revision + 1 };
    this.enter('step', { version: this.shares.candidate, step, share: CANARY[step] ?? 1 });
    if (step === CANARY.length - 1)
      this.due.set(hour + WATCH, () => this.leave('complete', this.shares.candidate ?? ''));
  }

  private leave(action: 'rollback' | 'complete', version: string): void {
    const { candidate } = this.shares;
    this.enter(action, { version: candidate, target: version, share: action === 'complete' ? 1 : 0 });
    this.shares = {
      sole: version,
      candidate: null,
      release: 'none',
      step: -1,
      revision: this.shares.revision + 1,
    };
  }

  private reportOf(hour: number): Report {
    const made = this.history[hour - MATURE_WINDOWS];
    const from = EPOCH + (hour - MATURE_WINDOWS) * HOUR;
    return report(hour, {
      serving: roles(this.shares).flatMap(([version, role, share]) =>
        Object.entries(REGIONS).map(([region, n]): ServingCell => {
          const rows = Math.round(n * share);
          return serving({ version, role, region, n: rows, units: rows, revisions: [this.shares.revision] });
        }),
      ),
      contrasts: [
        ...contrastsOf(this.shares, 'error', () => 0.002),
        ...(made ? this.losses(made, hour) : []),
      ],
      cohorts: made ? this.cohorts(made, from, hour - MATURE_WINDOWS) : [],
      drift: hour % 24 === 0 && hour > 0 ? [driftOf(hour, this.plan.psi(hour / 24 - 1))] : [],
      matured_until: from + HOUR,
      ledger: this.entries.splice(0),
    });
  }

  private losses(made: Shares, hour: number): ContrastCell[] {
    return contrastsOf(made, 'matured_loss', (version, region) =>
      this.plan.wrong(version, region, hour - MATURE_WINDOWS),
    );
  }

  private cohorts(made: Shares, from: number, hour: number): CohortCell[] {
    return roles(made).flatMap(([version, role, share]) =>
      Object.entries(REGIONS).map(([region, n]) =>
        cohort(from, {
          version,
          role,
          region,
          n: Math.round(n * share),
          loss: this.plan.loss(version, region, hour),
        }),
      ),
    );
  }
}

function roles({ sole, candidate, step }: Shares): (readonly [string, ServingCell['role'], number])[] {
  const share = CANARY[step] ?? 0;
  if (candidate === null) return [[sole, 'sole', 1]];
  if (share === 1) return [[candidate, 'candidate', 1]];
  return [
    [candidate, 'candidate', share],
    [sole, 'control', 1 - share],
  ];
}

function contrastsOf(
  shares: Shares,
  metric: string,
  rate: (version: string, region: string) => number,
): ContrastCell[] {
  const { candidate, sole, release, revision } = shares;
  const share = CANARY[shares.step] ?? 0;
  if (candidate === null || share === 1) return [];
  return Object.entries(REGIONS).flatMap(([region, rows]) => {
    const n = Math.round(rows * share);
    const control = Math.round(rows * (1 - share));
    const k = Math.round(n * rate(candidate, region));
    const counts = [n, k, control, Math.round(control * rate(sole, region))] as const;
    const stratum = `${region}@${revision}`;
    return ['all', `region=${region}`].map((segment) =>
      contrast(metric, counts, { release, stratum, segment }),
    );
  });
}

const driftOf = (hour: number, psi: number): DriftCell => ({
  feature: 'origin_rate',
  source: 'weather',
  region: 'all',
  over: [EPOCH + hour * HOUR - DAY, EPOCH + hour * HOUR],
  n: 17_000,
  psi,
  psi_noise: 0.003,
  js: 0,
  ks: null,
  ks_noise: null,
  recent: null,
});
