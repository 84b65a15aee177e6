import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { avroCodec } from '@checkride/messaging/avro/avro-codec';
import { changeSchema } from '@checkride/messaging/generated/change-v1';
import { labelSchema } from '@checkride/messaging/generated/label-v1';
import { outcomeSchema } from '@checkride/messaging/generated/outcome-v1';
import type { Sender } from '@checkride/messaging/kafka/sender';
import { clockRecords } from '@checkride/messaging/records';
import type { OutboundRecord } from '@checkride/messaging/records';
import type { SimRecord } from '../../../benchmarks/incidents/interface.js';
import { artifactOf } from './runner.js';

type Fields = Readonly<Record<string, unknown>>;
type Told = 'predictions' | 'labels' | 'outcomes' | 'changes';

/** Writes what happened in a window to the topics of a model's contract: Avro, simulated arrival, a clock record behind. */
export class EventWriter {
  private readonly encode: Readonly<Record<Told, (value: Fields, revision: number) => Buffer>>;
  private readonly topics: Readonly<Partial<Record<Told, string>>>;

  constructor(
    private readonly sender: Sender,
    { contract, schemas }: Pick<ModelRecord, 'contract' | 'schemas'>,
  ) {
    const answers = avroCodec<Fields>(JSON.parse(schemas.at(-1)!.schema));
    const [labels, outcomes, changes] = [labelSchema, outcomeSchema, changeSchema].map((schema) =>
      avroCodec<Fields>(schema),
    );
    const { predictions, labels: labelled, outcomes: reached, changes: changed } = contract.source;
    this.topics = {
      predictions,
      ...(labelled && { labels: labelled }),
      ...(reached && { outcomes: reached }),
      ...(changed && { changes: changed }),
    };
    this.encode = {
      predictions: (value, revision) =>
        answers.encodeSingleObject(answerOnWire(value, contract.segments, revision)),
      labels: (value) => labels!.encodeSingleObject({ ...value, value: Number(value['value']) }),
      outcomes: (value) => outcomes!.encodeSingleObject(value),
      changes: (value) => changes!.encodeSingleObject({ shares: null, ...value }),
    };
  }

  /** Records in their order of arrival, then the clock at the end of the window (ms). */
  async write(records: readonly SimRecord[], revision: number, until: number): Promise<void> {
    const out = records.flatMap(({ topic, value, arrivesAt }): OutboundRecord[] => {
      const name = this.topics[topic as Told];
      if (name === undefined) return [];
      const bytes = this.encode[topic as Told](value as Fields, revision);
      return [{ topic: name, partition: 0, key: null, value: bytes, timestamp: arrivesAt }];
    });
    out.sort((a, b) => (a.timestamp ?? 0) - (b.timestamp ?? 0));
    const clocks = Object.values(this.topics).flatMap((topic) => clockRecords(topic, 1, until));
    await this.sender.send([...out, ...clocks]);
  }
}

/** An answer of the simulated world as the contract's writer schema wants it. */
function answerOnWire(value: Fields, segments: readonly string[], revision: number): Fields {
  const named = value['segments'] as Readonly<Record<string, string>>;
  const answer = value['prediction'] as { readonly score?: number } | null;
  return {
    ...value,
    artifact_digest: value['artifact_digest'] ?? artifactOf(String(value['model']), String(value['version'])),
    route_revision: revision,
    segments: segments.map((name) => named[name] ?? ''),
    prediction: { score: answer?.score ?? null, value: null, class: null, scores: null },
    error_code: null,
  };
}
