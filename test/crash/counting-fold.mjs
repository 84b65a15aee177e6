/**
 * A process of its own that folds `in` to `out` and counts per model: the smallest thing that a lost, doubled or
 * reordered record would show up in. Prints F when it folds, C when a transaction is committed, T when a partition is taken.
 * usage: node counting-fold.mjs BROKERS PREFIX
 */
import { Buffer } from 'node:buffer';
import { writeSync } from 'node:fs';
import { connectKafka } from '@checkride/messaging/kafka/connection';
import { runFold } from '@checkride/messaging/fold';

const [brokers, prefix] = process.argv.slice(2);
const say = (word) => writeSync(1, `${word}\n`);
const output = (record, value) => ({
  topic: `${prefix}.out`,
  partition: record.partition,
  key: record.key,
  value: Buffer.from(JSON.stringify(value)),
});

const kafka = await connectKafka({ brokers: [brokers], clientId: `fold-${process.pid}` });
const fold = await runFold(kafka, {
  name: `${prefix}.fold`,
  inputs: [`${prefix}.in`],
  outputs: [`${prefix}.out`],
  stateTopic: `${prefix}.state`,
  stateVersion: 1,
  codeVersion: 'test',
  sequence: (record) => Number(record.value.toString().split(' ')[0]),
  fold(state = { n: 0, sum: 0 }, record) {
    say('F');
    const [seq, value] = record.value.toString().split(' ').map(Number);
    const next = { n: state.n + 1, sum: state.sum + value };
    return {
      model: record.key.toString(),
      state: next,
      outputs: [output(record, { seq, ...next })],
    };
  },
  encodeState: (state) => Buffer.from(JSON.stringify(state)),
  decodeState: (bytes) => JSON.parse(bytes.toString()),
  onCommitted: () => say('C'),
  onTaken: () => say('T'),
  onStopped: (_partition, error) => say(`STOPPED ${error}`),
  sessionTimeoutMs: 1_500,
});
process.once('SIGTERM', async () => {
  await fold.close();
  await kafka.close();
});
