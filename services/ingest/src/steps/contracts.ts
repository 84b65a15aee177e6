import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Source } from '@checkride/domain/contract/contract';
import { compileAvro } from './avro/compile-avro.js';
import type { AvroReader } from './avro/compile-avro.js';
import { parseAvroType } from './avro/avro-type.js';
import { JsonWriter } from './json/json-writer.js';
import { createNameReader } from './rows/name-reader.js';
import { emptyFound } from './rows/found.js';
import type { Found } from './rows/found.js';
import { modelPlace, rowForm } from './rows/event-rows.js';
import type { EventKind, RowForm } from './rows/event-rows.js';

/** The member of a contract's source that names the topic of each kind. */
export const SOURCE_OF = {
  prediction: 'predictions',
  label: 'labels',
  outcome: 'outcomes',
  exposure: 'exposures',
  change: 'changes',
} as const satisfies Record<EventKind, keyof Source>;

/** A writer's schema with the code generated for it. `model` is null for schemas all models share. */
export interface AvroWriter {
  readonly kind: EventKind;
  readonly model: string | null;
  readonly form: RowForm;
  readonly read: AvroReader;
  readonly found: Found;
  /** Index of the model's name among the texts. */
  readonly modelAt: number;
  readonly nameAt: (b: Uint8Array, start: number, length: number) => string;
}

/** A schema all producers share, as registered: labels, outcomes, exposures, changes. */
export interface EventSchema {
  readonly kind: EventKind;
  /** Id in a registry, when there is one. */
  readonly confluent_id?: number;
  readonly fingerprint: string;
  readonly schema: string;
}

/** What ingest knows of contracts: fed from models.v1, asked for every record. */
export interface ContractBook {
  /** Takes a newer record of a model; returns why one of its writer schemas cannot be stored, if so. */
  apply(record: ModelRecord): string[];
  /** Takes a schema that a registry holds under an id, for the events of a topic; returns why it cannot be stored. */
  learn(id: number, topic: string, schema: string): string[];
  /** A model whose record was taken back. */
  remove(model: string): void;
  /** Grows with every change. */
  readonly generation: number;
  model(name: string): ModelRecord | undefined;
  models(): Iterable<ModelRecord>;
  /** Kind of events on a topic, by contracts and the topics every installation has. */
  topics(): ReadonlyMap<string, EventKind>;
  modelsOn(topic: string): readonly ModelRecord[];
  /** Whether time on this topic is simulated. */
  isReplay(topic: string): boolean;
  byFingerprint(high: number, low: number): readonly AvroWriter[];
  byConfluentId(id: number): readonly AvroWriter[];
  json(model: ModelRecord, kind: EventKind): JsonWriter;
}

const NONE: readonly AvroWriter[] = [];

/** A book that knows the shared schemas and topics and no model. */
export function createContractBook(
  shared: readonly EventSchema[],
  topics: Readonly<Record<EventKind, string>>,
): ContractBook {
  const models = new Map<string, ModelRecord>();
  const byTopic = new Map<string, { kind: EventKind; models: ModelRecord[] }>();
  const fingerprints = new Map<number, Map<number, AvroWriter[]>>();
  const ids = new Map<number, AvroWriter[]>();
  const jsonWriters = new Map<string, JsonWriter>();
  let generation = 0;

  const registerId = (id: number, writer: AvroWriter): void =>
    void ids.set(id, replaced(ids.get(id), writer));
  const register = (schema: Omit<EventSchema, 'kind'>, writer: AvroWriter): void => {
    const high = parseInt(schema.fingerprint.slice(0, 8), 16);
    const low = parseInt(schema.fingerprint.slice(8), 16);
    const bucket = fingerprints.get(high) ?? new Map<number, AvroWriter[]>();
    fingerprints.set(high, bucket);
    bucket.set(low, replaced(bucket.get(low), writer));
    if (schema.confluent_id !== undefined) registerId(schema.confluent_id, writer);
  };
  let kinds: ReadonlyMap<string, EventKind> = new Map();
  const indexTopics = (): void => {
    byTopic.clear();
    for (const kind of Object.keys(SOURCE_OF) as EventKind[]) {
      byTopic.set(topics[kind], { kind, models: [] });
      for (const record of models.values()) {
        const topic = record.contract.source[SOURCE_OF[kind]];
        if (topic === undefined) continue;
        const entry = byTopic.get(topic) ?? { kind, models: [] };
        if (entry.kind === kind) entry.models.push(record);
        byTopic.set(topic, entry);
      }
    }
    kinds = new Map([...byTopic].map(([topic, { kind }]) => [topic, kind]));
  };
  for (const schema of shared)
    register(schema, avroWriter(schema.kind, null, schema.schema, rowForm(schema.kind, [], [])));
  indexTopics();

  return {
    apply(record) {
      const problems: string[] = [];
      models.set(record.model, record);
      for (const schema of record.schemas) {
        try {
          const form = rowForm('prediction', schema.slots, record.contract.segments);
          register(schema, avroWriter('prediction', record.model, schema.schema, form));
        } catch (error) {
          problems.push(
            `${record.model}, schema ${schema.subject} ${schema.fingerprint}: ${(error as Error).message}`,
          );
        }
      }
      for (const kind of Object.keys(SOURCE_OF)) jsonWriters.delete(`${kind} ${record.model}`);
      indexTopics();
      generation += 1;
      return problems;
    },
    learn(id, topic, schema) {
      const entry = byTopic.get(topic);
      if (entry === undefined) return [];
      const { kind } = entry;
      try {
        if (kind !== 'prediction') registerId(id, avroWriter(kind, null, schema, rowForm(kind, [], [])));
        else
          for (const { model, slots, contract } of entry.models)
            registerId(id, avroWriter(kind, model, schema, rowForm(kind, slots, contract.segments)));
      } catch (error) {
        return [`schema ${id} of the registry: ${(error as Error).message}`];
      }
      generation += 1;
      return [];
    },
    remove(model) {
      models.delete(model);
      indexTopics();
      generation += 1;
    },
    get generation() {
      return generation;
    },
    model: (name) => models.get(name),
    models: () => models.values(),
    topics: () => kinds,
    isReplay: (topic) =>
      byTopic.get(topic)?.models.some(({ contract }) => contract.source.clock === 'replay') ?? false,
    modelsOn: (topic) => byTopic.get(topic)?.models ?? [],
    byFingerprint: (high, low) => fingerprints.get(high)?.get(low) ?? NONE,
    byConfluentId: (id) => ids.get(id) ?? NONE,
    json(record, kind) {
      const key = `${kind} ${record.model}`;
      const known = jsonWriters.get(key);
      if (known !== undefined) return known;
      const form = rowForm(kind, record.slots, record.contract.segments);
      const writer = new JsonWriter(record.model, form, record.contract.map);
      jsonWriters.set(key, writer);
      return writer;
    },
  };
}

const replaced = (writers: readonly AvroWriter[] = [], writer: AvroWriter): AvroWriter[] => [
  ...writers.filter(({ model }) => model !== writer.model),
  writer,
];

function avroWriter(kind: EventKind, model: string | null, schema: string, form: RowForm): AvroWriter {
  const read = compileAvro(parseAvroType(schema), form.layout.root);
  const found = emptyFound(form.layout);
  return { kind, model, form, read, found, modelAt: modelPlace(form.layout), nameAt: createNameReader() };
}
