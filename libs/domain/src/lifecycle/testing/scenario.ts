import type { CommandBody } from '../../commands.js';
import type { ReferenceProfile } from '../../contract/reference-profile.js';
import type { Decision } from '../../judge/decision.js';
import type { Axis, RuleId, Verdict } from '../../judge/verdict.js';
import { headlineOf } from '../../judge/verdict.js';
import type { Job, JobEvent } from '../../jobs.js';
import type { RouteRecord } from '../../release.js';
import type { Effect } from '../effect.js';
import { foldLifecycle } from '../fold.js';
import type { LifecycleInput } from '../input.js';
import type { Folded, LedgerEntry } from '../ledger.js';
import type { Notification } from '../notification.js';
import type { ControllerState } from '../state.js';
import { jsonCompiler } from './json-compiler.js';

/** One hour, the base window of scenarios. */
export const HOUR = 3_600_000;

/** A contract as plain JSON text, which is YAML too: no parser of YAML is needed here. */
export const contractText = (more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    model: 'flights',
    source: { predictions: 'flights.predictions', clock: 'live' },
    // Answers are examined once a drift window: so long a one leaves the stories to what they are about.
    windows: { base: '1h', drift: '30d' },
    features: { distance: { type: 'number' } },
    segments: ['region'],
    randomised_by: 'request',
    gates: { deploy: { canary: ['10%', '50%', '100%'], bake: '2h', watch: '4h' } },
    signals: { retrain: { cooldown: '24h' } },
    pipeline: 'pipeline.yml',
    automation: 'auto',
    ...more,
  });

/** What a validate job measured of the rows it saw. */
export const profileOf = (version: string): ReferenceProfile => ({
  digest: `profile-${version}`,
  version,
  rows: 100,
  training_rows: 400,
  numeric: [],
  categorical: [],
  score: { low: 0, high: 1, counts: [] },
  segments: {},
  metrics: { auc: 0.7 },
});

/** The life of one model played through the fold: inputs in, ledger, routes, orders and messages to people out. */
export class Scenario {
  state: ControllerState | undefined;
  readonly effects: Effect[] = [];
  readonly inputs: LifecycleInput[] = [];
  private counter = 0;

  feed(input: LifecycleInput): readonly Effect[] {
    const turn = foldLifecycle(this.state, input, jsonCompiler);
    this.inputs.push(input);
    this.state = turn.state;
    this.effects.push(...turn.effects);
    return turn.effects;
  }

  /** Ticks `count` windows of an hour, from the one after the newest. */
  tick(count = 1): void {
    for (let turn = 0; turn < count; turn += 1) {
      const from = this.state?.tick === null || this.state === undefined ? 0 : this.state.tick + HOUR;
      this.feed({
        kind: 'tick',
        tick: {
          model: 'flights',
          window: [from, from + HOUR],
          evidence_seq: from / HOUR + 1,
          evidence_digest: '',
        },
      });
    }
  }

  /** A decision on the window after the newest tick. */
  decide(vector: Partial<Verdict>, more: Partial<Decision> = {}): readonly Effect[] {
    const from = (this.state?.tick ?? -HOUR) + HOUR;
    this.counter += 1;
    const verdict: Verdict = { ...QUIET, ...vector };
    const axis = verdict.traffic[0] ?? QUIET.traffic[0]!;
    const decision: Decision = {
      decision_id: `decision-${this.counter}`,
      incident_id: null,
      model: 'flights',
      seq: this.counter,
      evidence_id: `evidence-${this.counter}`,
      evidence_seq: from / HOUR + 1,
      release: this.state?.release?.release ?? 'none',
      release_epoch: this.state?.release_epoch ?? 0,
      versions: { candidate: this.state?.release?.version ?? null, serving: this.state?.production ?? null },
      window: [from, from + HOUR],
      headline: headlineOf(verdict, this.state?.release !== null),
      rule: axis.rule,
      scope: axis.scope,
      reason: axis.reason,
      vector: verdict,
      evidence: [],
      onset: null,
      changes: [],
      why_not: [],
      impact: { predictions: 0, units: 0 },
      target: null,
      guarantee: '',
      automation: {
        validate: 'auto',
        promote: 'auto',
        rollback: 'auto',
        quarantine: 'auto',
        retrain: 'auto',
      },
      alpha: null,
      contract_digest: '',
      policy_version: 1,
      heartbeat: false,
      paragraph: `paragraph ${this.counter}`,
      replay: '',
      ...more,
    };
    return this.feed({ kind: 'decision', decision });
  }

  command(body: CommandBody, more: { at?: number; actor?: string; id?: string } = {}): readonly Effect[] {
    this.counter += 1;
    return this.feed({
      kind: 'command',
      command: {
        command_id: more.id ?? `command-${this.counter}`,
        model: 'flights',
        actor: more.actor ?? 'ada',
        sent_at: 0,
        at: more.at ?? null,
        body,
      },
    });
  }

  apply(more: Record<string, unknown> = {}): readonly Effect[] {
    return this.command({ kind: 'apply', yaml: contractText(more), file: 'flights.yml' });
  }

  retrain(more: { version?: string; data?: string; at?: number } = {}): readonly Effect[] {
    const { version = null, data = 'january.parquet', at } = more;
    return this.command({ kind: 'retrain', reason: 'by hand', data, pipeline: null, version }, { at });
  }

  /** Answers the newest outstanding order as the runner would. */
  finish(outcome: 'passes' | 'fails its gates' | 'crashes' = 'passes'): readonly Effect[] {
    const job = this.outstanding().at(-1);
    if (!job) throw new Error('nothing is outstanding');
    return this.feed({ kind: 'job-event', event: resultOf(job, outcome) });
  }

  /** From nothing to the first version serving everything. */
  startServing(more: Record<string, unknown> = {}): void {
    this.apply(more);
    this.retrain();
    this.finish();
    this.finish();
  }

  /** A second version at the canary's first step; the first tick is there. */
  startCanary(more: Record<string, unknown> = {}): void {
    this.startServing(more);
    this.tick(2);
    this.retrain();
    for (let round = 0; round < 20 && !this.state?.release; round += 1) this.goOn();
    this.tick(2);
  }

  /** What happens next by itself: the outstanding order is finished, else a window passes. */
  goOn(): void {
    if (this.outstanding().length > 0) this.finish();
    else this.tick();
  }

  outstanding(): Job[] {
    return (this.state?.jobs ?? []).filter(({ outcome }) => outcome === null).map(({ job }) => job);
  }

  get ledger(): LedgerEntry[] {
    return this.effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry] : []));
  }

  get routes(): RouteRecord[] {
    return this.effects.flatMap((effect) => (effect.kind === 'route' ? [effect.route] : []));
  }

  get folded(): Folded[] {
    return this.effects.flatMap((effect) => (effect.kind === 'folded' ? [effect.folded] : []));
  }

  get notifications(): Notification[] {
    return this.effects.flatMap((effect) => (effect.kind === 'notification' ? [effect.notification] : []));
  }

  /** The ledger as words: `action answer reason`. */
  get story(): string[] {
    return this.ledger.map(({ action, answer, reason }) => `${action} ${answer}: ${reason}`);
  }
}

/** A statement of a verdict. */
export const axis = <A extends string>(action: A, rule: RuleId, more: Partial<Axis<A>> = {}): Axis<A> => ({
  do: action,
  scope: ['all'],
  rule,
  reason: `${rule} says ${action}`,
  ...more,
});

const QUIET: Verdict = {
  traffic: [axis('continue', 'T22')],
  data: [axis('clean', 'T22')],
  model: [axis('keep', 'T22')],
  people: [axis('none', 'T22')],
};

/** The runner's final event of an order. */
export function resultOf(job: Job, outcome: 'passes' | 'fails its gates' | 'crashes'): JobEvent {
  const about = { job_id: job.job_id, model: job.model, detail: outcome } as const;
  if (outcome === 'crashes') return { ...about, status: 'failed', result: null };
  const passed = outcome === 'passes';
  const gates = [
    {
      gate: 'auc >= 0.7',
      passed,
      outcome: passed ? 'pass' : 'fail',
      observed: 0.69,
      limit: 0.7,
      detail: 'auc .69',
    },
  ] as const;
  if (job.kind === 'train')
    return {
      ...about,
      status: 'succeeded',
      result: {
        kind: 'train',
        artifact_digest: `sha-${job.version}`,
        lineage: {
          code_digest: 'c',
          data_digest: 'd',
          data_range: null,
          rows: 500,
          environment: {},
          pipeline: 'p',
        },
        training_rows: 400,
        trained_until: null,
        gates: passed ? [] : gates,
      },
    };
  return {
    ...about,
    status: 'succeeded',
    result: {
      kind: 'validate',
      artifact_digest: `sha-${job.version}`,
      passed,
      gates,
      metrics: { auc: 0.71 },
      profile: profileOf(job.version),
    },
  };
}
