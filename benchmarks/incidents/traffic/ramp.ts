import type { SimRecord, World } from '../interface.js';

/** One step of a deploy tool: from this many unpaused minutes after the start on, the candidate has this share. */
export interface RampStep {
  readonly after: number;
  readonly share: number;
}

/** What a deploy tool is to do. */
export interface RampPlan {
  readonly model: string;
  readonly candidate: string;
  readonly control: string;
  /** Minute of the first step. */
  readonly start: number;
  readonly steps: readonly RampStep[];
  /** Regions the candidate goes to; empty: all. */
  readonly regions: readonly string[];
}

/** An episode's own deploy tool: it ramps unless it is told to wait, and says so with every step. */
export class Ramp {
  private elapsed = 0;
  private step = -1;

  constructor(private readonly plan: RampPlan) {}

  /** Steps the tool takes at a minute, as records; `at` is the event time (ms). */
  advance(minute: number, at: number, world: World): SimRecord[] {
    const { plan } = this;
    if (minute < plan.start || Object.keys(world.shares).length > 0) return [];
    const next = plan.steps[this.step + 1];
    const due = next !== undefined && this.elapsed >= next.after;
    if (!world.paused) this.elapsed += 1;
    if (!due || world.paused) return [];
    this.step += 1;
    return [this.announcement(next, at)];
  }

  /** The candidate's share in a region by the tool's own plan or, where it is fixed, by what was done. */
  share(region: string, world: World): number {
    const fixed = world.shares[region];
    if (fixed) return fixed[this.plan.candidate] ?? 0;
    const { regions, steps } = this.plan;
    if (regions.length > 0 && !regions.includes(region)) return 0;
    return steps[this.step]?.share ?? 0;
  }

  private announcement(step: RampStep, at: number): SimRecord {
    const { model, candidate, control, regions } = this.plan;
    const first = this.step === 0;
    const shares = { [candidate]: step.share, ...(step.share < 1 ? { [control]: 1 - step.share } : {}) };
    const value = {
      change_id: `${candidate}/${this.step}`,
      model,
      kind: first ? 'deploy' : 'route',
      scope: regions.length === 0 ? ['all'] : regions.map((region) => `region=${region}`),
      event_time: at,
      summary: `${candidate} at ${Math.round(step.share * 100)} %`,
      shares,
    };
    return { topic: 'changes', arrivesAt: at, value };
  }
}
