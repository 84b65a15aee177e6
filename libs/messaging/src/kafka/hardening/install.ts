import { createRequire } from 'node:module';
import { registerCodecs } from './codecs.js';
import { CarriedRecords, decodeFetchResponse } from './fetch-response.js';
import type { CodecLookup } from './record-set.js';

const require = createRequire(import.meta.url);

/** The parts of kafkajs 2.2.4 that are mended; their shapes are pinned by the tests of this folder. */
interface RequestQueue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: readonly unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}
interface KafkaBatch {
  fetchedOffset: string;
  rawMessages: unknown;
  messagesWithinOffset: { offset: number; isControlRecord?: boolean }[];
  messages: unknown[];
}
interface ConsumerGroup {
  fetch: (this: ConsumerGroup, nodeId: string) => Promise<KafkaBatch[]>;
}

let installed = false;

/** Mends kafkajs for this process, once. Must run before the first client is made. */
export function hardenKafkajs(): void {
  if (installed) return;
  installed = true;
  registerCodecs();
  stopIdleTimer();
  replaceFetchDecoder();
}

/** kafkajs wakes every millisecond on an idle connection (its issue 1751): only wait when something is pending. */
function stopIdleTimer(): void {
  const queue = require('kafkajs/src/network/requestQueue') as { prototype: RequestQueue };
  const retryMs = 10;
  queue.prototype.scheduleCheckPendingRequests = function () {
    if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
    const throttledMs = this.throttledUntil - Date.now();
    this.throttleCheckTimeoutId = setTimeout(
      () => {
        this.throttleCheckTimeoutId = null;
        this.checkPendingRequests();
      },
      throttledMs > 0 ? throttledMs : retryMs,
    );
  };
}

/**
 * The stock decoder makes a dozen objects and two strings per message and dies on batches above 120 000 records.
 * Ours decodes the response at once; afterwards each kafkajs batch is given its records.
 */
function replaceFetchDecoder(): void {
  const { lookupCodecByAttributes } = require('kafkajs/src/protocol/message/compression') as {
    readonly lookupCodecByAttributes: (
      attributes: number,
    ) => { decompress(bytes: Buffer): Promise<Buffer> } | null;
  };
  const codecOf: CodecLookup = (attributes) => {
    const codec = lookupCodecByAttributes(attributes);
    return codec && ((bytes) => codec.decompress(bytes));
  };
  const response = require('kafkajs/src/protocol/requests/fetch/v11/response') as { decode: unknown };
  response.decode = decodeFetchResponse(codecOf);

  const group = require('kafkajs/src/consumer/consumerGroup') as { prototype: ConsumerGroup };
  const stock = group.prototype.fetch;
  group.prototype.fetch = async function (nodeId) {
    const batches = await stock.call(this, nodeId);
    for (const batch of batches) if (batch.rawMessages instanceof CarriedRecords) unpack(batch);
    return batches;
  };
}

function unpack(batch: KafkaBatch): void {
  const { records, lastOffset } = (batch.rawMessages as CarriedRecords).set;
  const from = Number(batch.fetchedOffset);
  let first = 0;
  while (first < records.length && records[first]!.offset < from) first++;
  const visible = first === 0 ? records : records.slice(first);
  const last = visible.at(-1)?.offset ?? -1;
  batch.messages = visible;
  batch.messagesWithinOffset = visible;
  if (lastOffset > last && lastOffset >= from)
    batch.messagesWithinOffset = [...visible, { offset: lastOffset, isControlRecord: true }];
  batch.rawMessages = batch.messagesWithinOffset;
}
