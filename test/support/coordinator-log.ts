import { follow } from '@checkride/messaging/kafka/follower';
import type { Follower } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';

const ONGOING = 1;
const PREPARE_ABORT = 3;

/** What the transaction coordinator wrote down about one transactional id: state and producer epoch. */
interface Entry {
  readonly state: number;
  readonly epoch: number;
}

const TOPIC = '__transaction_state';

/**
 * The transactions that a dead owner left open: by transactional id, how often the coordinator's own log shows an
 * ongoing transaction ended by an abort under a later epoch. An owner that aborts for itself keeps its epoch; a later
 * epoch means that somebody who took over (or the time limit) ended it.
 */
export async function abandonedTransactions(kafka: KafkaConnection): Promise<ReadonlyMap<string, number>> {
  const last = new Map<string, Entry>();
  const abandoned = new Map<string, number>();
  const follower = await followEntries(kafka, (id, entry) => {
    const before = last.get(id);
    if (before?.state === ONGOING && entry.state === PREPARE_ABORT && entry.epoch > before.epoch)
      abandoned.set(id, (abandoned.get(id) ?? 0) + 1);
    last.set(id, entry);
  });
  await follower.caughtUp;
  await follower.close();
  return abandoned;
}

/** Calls back whenever the coordinator has written down that a transaction is going on, from the first one ever. */
export const followOngoing = (kafka: KafkaConnection, onOngoing: (id: string) => void): Promise<Follower> =>
  followEntries(kafka, (id, { state }) => {
    if (state === ONGOING) onOngoing(id);
  });

const followEntries = (
  kafka: KafkaConnection,
  onEntry: (id: string, entry: Entry) => void,
): Promise<Follower> =>
  follow(kafka, {
    topics: [TOPIC],
    onRecords(records) {
      for (const { key, value } of records)
        if (key !== null && value !== null) onEntry(transactionalId(key), entryOf(value));
    },
  });

/** TransactionLogKey, version 0: the version (int16), then the id as a string behind its length (int16). */
const transactionalId = (key: Buffer): string => key.toString('utf8', 4, 4 + key.readInt16BE(2));

/** TransactionLogValue, versions 0 and 1: version (int16), producer id (int64), epoch (int16), timeout (int32), state (int8). */
const entryOf = (value: Buffer): Entry => ({ epoch: value.readInt16BE(10), state: value.readInt8(16) });
