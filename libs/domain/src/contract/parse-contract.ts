import type { z } from 'zod';
import type { Automated, Automation, LabelSpec, ModelContract } from './contract.js';
import { contractProblems } from './contract-problems.js';
import { writtenContract, type WrittenContract } from './written-contract.js';

/** One thing wrong with a contract: where (path of keys), what, and what to write instead. */
export interface ContractProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A contract with all defaults filled in, or every problem found in it. Input is the plain object that YAML gave. */
export function parseContract(
  written: unknown,
): { readonly contract: ModelContract } | { readonly problems: readonly ContractProblem[] } {
  const parsed = writtenContract.safeParse(written);
  if (!parsed.success) return { problems: parsed.error.issues.flatMap(problemsOf) };
  const problems = contractProblems(parsed.data);
  return problems.length > 0 ? { problems } : { contract: complete(parsed.data) };
}

function problemsOf(issue: z.core.$ZodIssue): ContractProblem[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({
    path: [...path, key],
    message: `"${key}" is not a member of a contract here`,
  }));
}

const DAY = 86_400_000;
const SCHEDULE = { daily: DAY, weekly: 7 * DAY, monthly: 30 * DAY } as const;
const AUTOMATED: readonly Automated[] = ['validate', 'promote', 'rollback', 'quarantine', 'retrain'];

function complete(written: WrittenContract): ModelContract {
  const replay = written.source.clock === 'replay';
  const base = written.windows.base ?? 60_000;
  const { rollback, retrain } = written.signals;
  const { deploy, monitor } = written.gates;
  const schedule = retrain?.schedule;
  return {
    model: written.model,
    task: written.task,
    threshold: written.threshold,
    source: written.source,
    timezone: written.timezone,
    map: written.map ?? null,
    features: Object.entries(written.features).map(([name, spec]) => ({ name, ...spec })),
    segments: written.segments,
    region: written.region ?? written.segments[0] ?? null,
    randomised_by: written.randomised_by ?? null,
    labels: labelsOf(written, base),
    windows: {
      base_ms: base,
      lateness_ms: written.windows.lateness ?? (replay ? 0 : 5_000),
      drift_ms: written.windows.drift ?? Math.max(3_600_000, base),
      retention_ms: written.windows.retention ?? 90 * DAY,
    },
    kpis: Object.entries(written.kpis).map(([name, { unit, better, horizon }]) => ({
      name,
      unit,
      better,
      horizon_ms: horizon,
    })),
    gates: {
      train: written.gates.train ?? [],
      validate: written.gates.validate ?? [],
      deploy: {
        canary: deploy?.canary ?? [0.01, 0.05, 0.25, 0.5, 1],
        bake_ms: deploy?.bake ?? 600_000,
        watch_ms: deploy?.watch ?? DAY,
        holdback: deploy?.holdback ?? 0.05,
        scope: deploy?.scope ?? 'all',
      },
      monitor: {
        slo: { latency_ms: monitor?.slo?.latency_ms ?? null, error_rate: monitor?.slo?.error_rate ?? null },
        risk_tolerance: monitor?.risk_tolerance ?? 0.1,
      },
    },
    signals: {
      rollback: { alpha: rollback?.alpha ?? 0.005, margin: rollback?.margin ?? 1.1 },
      retrain: {
        false_per_year: retrain?.false_per_year ?? 1,
        cooldown_ms: retrain?.cooldown ?? DAY,
        schedule_ms:
          schedule === undefined ? null : typeof schedule === 'number' ? schedule : SCHEDULE[schedule],
      },
    },
    pipeline: written.pipeline ?? null,
    fallback: written.fallback ?? null,
    serving: written.serving,
    automation: automationOf(written.automation),
    owner: written.owner ?? null,
    ...(written.notes ? { notes: written.notes } : {}),
  };
}

function labelsOf({ labels, source }: WrittenContract, base: number): LabelSpec | null {
  if (!labels || !source.labels) return null;
  const [segment, value] = labels.random_slice?.split('=') ?? [];
  const horizon = labels.horizon ?? labels.at_most ?? 30 * DAY;
  // Silence is a negative at the horizon and not before: no earlier age makes positives-only labels complete.
  const complete = labels.kind === 'positive_only' ? horizon : (labels.at_most ?? horizon);
  return {
    kind: labels.kind,
    horizon_ms: horizon,
    mature_after_ms: complete,
    mature_quantile: labels.mature ?? null,
    batch_ms: labels.batch === 'auto' ? Math.max(3_600_000, base) : labels.batch,
    source: labels.source,
    influenced_by_decision: labels.influenced_by_decision,
    random_slice: segment && value ? { segment, value } : null,
    proxy: labels.proxy ?? null,
    profile_days: Math.round((labels.profile ?? 14 * DAY) / DAY),
  };
}

function automationOf(written: WrittenContract['automation']): Record<Automated, Automation> {
  const word = (kind: Automated): Automation =>
    typeof written === 'string' ? written : (written[kind] ?? 'dry-run');
  return Object.fromEntries(AUTOMATED.map((kind) => [kind, word(kind)])) as Record<Automated, Automation>;
}
