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
  /** Shares of regions as multiples of the step's; absent: all alike. */
  readonly weights?: Readonly<Record<string, number>>;
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
    const { weights } = this.plan;
    if (!weights) return [this.announcement(next.share, this.plan.regions, at)];
    return Object.keys(weights).map((region) => this.announcement(this.shareIn(region, next), [region], at));
  }

  /** The candidate's share in a region by the tool's own plan or, where it is fixed, by what was done. */
  share(region: string, world: World): number {
    const fixed = world.shares[region];
    if (fixed) return fixed[this.plan.candidate] ?? 0;
    const { regions, steps } = this.plan;
    if (regions.length > 0 && !regions.includes(region)) return 0;
    const step = steps[this.step];
    return step ? this.shareIn(region, step) : 0;
  }

  private shareIn(region: string, { share }: RampStep): number {
    const { weights } = this.plan;
    return weights ? Math.min(0.95, share * (weights[region] ?? 1)) : share;
  }

  private announcement(share: number, regions: readonly string[], at: number): SimRecord {
    const { model, candidate, control } = this.plan;
    const shares = { [candidate]: share, ...(share < 1 ? { [control]: 1 - share } : {}) };
    const value = {
      change_id: `${candidate}/${this.step}/${regions.join('+')}`,
      model,
      kind: this.step === 0 ? 'deploy' : 'route',
      scope: regions.length === 0 ? ['all'] : regions.map((region) => `region=${region}`),
      event_time: at,
      summary: `${candidate} at ${Math.round(share * 100)} %`,
      shares,
    };
    return { topic: 'changes', arrivesAt: at, value };
  }
}
