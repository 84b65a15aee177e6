import { z } from 'zod';
import { duration, gate, jsonPath, moment, name, share } from './fields.js';

const automation = z.enum(['auto', 'manual', 'dry-run']);

const feature = z.strictObject({
  type: z.enum(['number', 'double', 'category', 'boolean']),
  min: z.number().optional(),
  max: z.number().optional(),
  values: z.array(z.string()).max(100).optional(),
  source: name.optional(),
  on_fault: z.literal('fallback').optional(),
});

const map = z.strictObject({
  id: jsonPath.optional(),
  time: jsonPath.optional(),
  version: jsonPath.optional(),
  score: jsonPath.optional(),
  value: jsonPath.optional(),
  class: jsonPath.optional(),
  unit: jsonPath.optional(),
  latency_ms: jsonPath.optional(),
  status: jsonPath.optional(),
  features: z.record(z.string(), jsonPath).optional(),
  segments: z.record(z.string(), jsonPath).optional(),
  label: z
    .strictObject({
      id: jsonPath.optional(),
      value: jsonPath.optional(),
      observed_at: jsonPath.optional(),
      predicted_at: jsonPath.optional(),
    })
    .optional(),
  outcome: z
    .strictObject({
      id: jsonPath.optional(),
      unit: jsonPath.optional(),
      kpi: jsonPath.optional(),
      value: jsonPath.optional(),
      time: jsonPath.optional(),
    })
    .optional(),
});

const labels = z.strictObject({
  kind: z.enum(['complete', 'positive_only']).default('complete'),
  horizon: duration.optional(),
  mature: share.optional(),
  at_most: duration.optional(),
  batch: z.union([z.literal('auto'), duration]).default('auto'),
  source: name.default('labels'),
  influenced_by_decision: z.boolean().default(false),
  random_slice: z
    .string()
    .regex(/^[\w.]+=[^=]+$/, 'write segment=value')
    .optional(),
  proxy: name.optional(),
  profile: duration.optional(),
});

const gates = z.strictObject({
  train: z.array(gate).optional(),
  validate: z.array(gate).optional(),
  deploy: z
    .strictObject({
      canary: z.array(share).min(1).optional(),
      bake: duration.optional(),
      watch: duration.optional(),
      holdback: share.optional(),
      scope: z.enum(['all', 'region']).optional(),
    })
    .optional(),
  monitor: z
    .strictObject({
      slo: z
        .strictObject({ latency_ms: z.number().positive().optional(), error_rate: share.optional() })
        .optional(),
      risk_tolerance: share.optional(),
    })
    .optional(),
});

const text = z.string().min(1).max(1_000);

const note = z.union([
  text.transform((written) => ({ kind: 'note' as const, text: written })),
  z.strictObject({
    kind: z.enum(['note', 'real', 'estimated', 'injected']).default('note'),
    text,
    from: moment.optional(),
    until: moment.optional(),
  }),
]);

/** A contract as a person writes it: `model` suffices, everything else has a default or is absent by name. */
export const writtenContract = z.strictObject({
  model: name,
  task: z.enum(['binary', 'multiclass', 'regression', 'ranking']).default('binary'),
  threshold: z.number().default(0.5),
  source: z
    .strictObject({
      predictions: name.default('predictions.v1'),
      labels: name.optional(),
      outcomes: name.optional(),
      exposures: name.optional(),
      changes: name.optional(),
      format: z.enum(['avro', 'json']).default('avro'),
      clock: z.enum(['live', 'replay']).default('live'),
      lag: z.int().min(1).max(1000).default(1),
    })
    .prefault({}),
  timezone: z.string().default('UTC'),
  map: map.optional(),
  features: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z_]\w*$/,
          'a feature name is a letter or underscore, then letters, digits, underscores',
        ),
      feature,
    )
    .default({}),
  segments: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/))
    .max(3, 'at most three segments')
    .default([]),
  region: z.string().optional(),
  randomised_by: z.enum(['unit', 'request']).optional(),
  labels: labels.optional(),
  windows: z
    .strictObject({
      base: duration.optional(),
      lateness: duration.optional(),
      drift: duration.optional(),
      retention: duration.optional(),
    })
    .prefault({}),
  kpis: z
    .record(
      name,
      z.strictObject({ unit: z.string(), better: z.enum(['higher', 'lower']), horizon: duration }),
    )
    .default({}),
  gates: gates.prefault({}),
  signals: z
    .strictObject({
      rollback: z
        .strictObject({ alpha: z.number().gt(0).lt(0.5).optional(), margin: z.number().gte(1).optional() })
        .optional(),
      retrain: z
        .strictObject({
          false_per_year: z.number().positive().optional(),
          cooldown: duration.optional(),
          schedule: z.union([z.enum(['daily', 'weekly', 'monthly']), duration]).optional(),
        })
        .optional(),
    })
    .prefault({}),
  pipeline: z.string().optional(),
  fallback: z
    .union([
      z.strictObject({ version: z.union([z.string(), z.number()]).transform(String) }),
      z.strictObject({ constant: z.number() }),
    ])
    .optional(),
  serving: z.strictObject({ must_log: z.boolean().default(false) }).prefault({}),
  automation: z
    .union([
      automation,
      z
        .strictObject({
          validate: automation,
          promote: automation,
          rollback: automation,
          quarantine: automation,
          retrain: automation,
        })
        .partial(),
    ])
    .default('dry-run'),
  owner: z.string().optional(),
  notes: z.array(note).max(20).optional(),
});

/** The parsed but not yet completed contract. */
export type WrittenContract = z.infer<typeof writtenContract>;
