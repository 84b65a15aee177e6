import { sha256 } from '@checkride/domain/canonical';
import { CheckrideError } from '@checkride/domain/errors';
import { modelOf, type LifecycleInput } from '@checkride/domain/lifecycle/input';
import { drop, ok, type Outcome } from '@checkride/domain/outcome';
import { parseCommand } from '@checkride/domain/parse-command';
import type { InboundRecord } from '@checkride/messaging/records';
import type { WireKind, WireTypes } from '@checkride/messaging/wire';

/** What reading needs of the wire. */
export interface ReadInputDeps {
  readonly decode: <K extends WireKind>(kind: K, bytes: Uint8Array) => WireTypes[K];
  readonly partitionOf: (model: string) => number;
  readonly topics: { readonly decisions: string; readonly commands: string; readonly jobEvents: string };
  /** Told of every record left out, with why. */
  readonly onDrop: (record: InboundRecord, reason: string) => void;
}

/**
 * Reads a record of the controller's inputs. A command or job event that cannot be read becomes a `malformed` input of
 * the model its key names, so that the ledger refuses it; an unreadable decision throws, since passing over one is not safe.
 */
export function createReadInputStep({ decode, partitionOf, topics, onDrop }: ReadInputDeps) {
  return function readInput(record: InboundRecord): Outcome<LifecycleInput> {
    const { key, value } = record;
    const model = key?.toString('utf8') ?? '';
    const reason =
      value === null || model === ''
        ? 'no key or value'
        : partitionOf(model) !== record.partition
          ? `${model} belongs to partition ${partitionOf(model)}`
          : undefined;
    if (value === null || reason !== undefined) {
      onDrop(record, reason ?? '');
      return drop(reason ?? '');
    }
    const input =
      record.topic === topics.decisions ? decode('decision', value) : outside(record, value, model);
    if (modelOf(input) === model) return ok(input);
    return ok(malformed(model, value, `the key names ${model}, the record ${modelOf(input)}`));
  };

  function outside(record: InboundRecord, value: Buffer, model: string): LifecycleInput {
    try {
      if (record.topic === topics.jobEvents) return { kind: 'job-event', event: decode('job-event', value) };
      const parsed = parseCommand(decode('command', value));
      return parsed.ok
        ? { kind: 'command', command: parsed.command }
        : malformed(model, value, parsed.problems);
    } catch (error) {
      return malformed(model, value, detailOf(error));
    }
  }
}

const malformed = (model: string, value: Buffer, detail: string): LifecycleInput => ({
  kind: 'malformed',
  model,
  id: sha256(value).slice(0, 16),
  detail,
});

const detailOf = (error: unknown): string =>
  error instanceof CheckrideError ? `${error.code} ${error.message}` : String(error);
