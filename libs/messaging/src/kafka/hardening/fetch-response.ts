import { decodeRecordSet } from './record-set.js';
import type { AbortedTransaction, CodecLookup, RecordSet } from './record-set.js';

/** One partition of a fetch response, in the shape kafkajs passes on. `messages` is an empty array that carries the records. */
export interface FetchedPartition {
  readonly partition: number;
  readonly errorCode: number;
  readonly highWatermark: string;
  readonly lastStableOffset: string;
  readonly lastStartOffset: string;
  readonly abortedTransactions: readonly never[];
  readonly preferredReadReplica: number;
  readonly messages: CarriedRecords;
}

/** An array kafkajs sees as empty, so that its own passes over every message cost nothing. */
export class CarriedRecords extends Array<never> {
  set: RecordSet = { records: [], lastOffset: -1 };

  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }
}

/**
 * Decodes a fetch response, version 11 (Kafka 2.3 and later):
 * throttle_time error session [topic [partition error high_watermark last_stable log_start [aborted] replica records]].
 */
export function decodeFetchResponse(codecOf: CodecLookup) {
  return async (bytes: Buffer) => {
    let at = 0;
    const int16 = (): number => bytes.readInt16BE((at += 2) - 2);
    const int32 = (): number => bytes.readInt32BE((at += 4) - 4);
    const int64 = (): bigint => bytes.readBigInt64BE((at += 8) - 8);
    const text = (): string => {
      const length = int16();
      return bytes.toString('utf8', at, (at += length));
    };
    const abortedTransactions = (): AbortedTransaction[] =>
      Array.from({ length: Math.max(0, int32()) }, () => ({
        producerId: int64(),
        firstOffset: Number(int64()),
      }));

    const partitionOf = async (topic: string): Promise<FetchedPartition> => {
      const partition = int32();
      const errorCode = int16();
      const highWatermark = String(int64());
      const lastStableOffset = String(int64());
      const lastStartOffset = String(int64());
      const aborted = abortedTransactions();
      const preferredReadReplica = int32();
      const length = Math.max(0, int32());
      const messages = new CarriedRecords();
      const records = bytes.subarray(at, (at += length));
      messages.set = await decodeRecordSet({ topic, partition }, records, aborted, codecOf);
      return {
        partition,
        errorCode,
        highWatermark,
        lastStableOffset,
        lastStartOffset,
        abortedTransactions: [],
        preferredReadReplica,
        messages,
      };
    };

    const clientSideThrottleTime = int32();
    const errorCode = int16();
    const sessionId = int32();
    const responses: { topicName: string; partitions: FetchedPartition[] }[] = [];
    for (let topics = int32(); topics > 0; topics--) {
      const topicName = text();
      const partitions: FetchedPartition[] = [];
      for (let left = int32(); left > 0; left--) partitions.push(await partitionOf(topicName));
      responses.push({ topicName, partitions });
    }
    return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
  };
}
