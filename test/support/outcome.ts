import { follow } from '@checkride/messaging/kafka/follower';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import type { Decision } from '@checkride/domain/judge/decision';
import type { Report } from '@checkride/domain/report/report';
import type { ProjectedRows } from './recorded-log/stored-once.js';

/** What became of a model: committed records of the model in their order, as bytes in hexadecimal. */
export interface Outcome {
  readonly evidence: readonly string[];
  readonly decisions: readonly string[];
  readonly lifecycle: readonly string[];
}

const OUTCOME = { evidence: TOPICS.evidence, decisions: TOPICS.decisions, lifecycle: TOPICS.lifecycle };

/** Reads every committed record of the model from the topics that tell what happened. */
export async function readOutcome(kafka: KafkaConnection, model: string): Promise<Outcome> {
  const found = new Map<string, string[]>(Object.values(OUTCOME).map((topic) => [topic, []]));
  const follower = await follow(kafka, {
    topics: [...found.keys()],
    partitions: [controlPartition(model)],
    onRecords(records) {
      for (const { topic, key, value } of records)
        if (value && key?.toString() === model) found.get(topic)!.push(value.toString('hex'));
    },
  });
  await follower.caughtUp;
  await follower.close();
  const of = (topic: string): readonly string[] => found.get(topic) ?? [];
  return {
    evidence: of(OUTCOME.evidence),
    decisions: of(OUTCOME.decisions),
    lifecycle: of(OUTCOME.lifecycle),
  };
}

/** The decisions among the records of decisions.v1. */
export const decisionsIn = ({ decisions }: Outcome): Decision[] =>
  decisions.flatMap((hex) => {
    const event = decodeWire('decision', Buffer.from(hex, 'hex'));
    return event.kind === 'decision' ? [event.decision] : [];
  });

/** The reports among the records of evidence.v1. */
export const reportsIn = ({ evidence }: Outcome): Report[] =>
  evidence.map((hex) => decodeWire('report', Buffer.from(hex, 'hex')));

/** How many rows the projections of an outcome must have. */
export const projectionsOf = (outcome: Outcome): ProjectedRows => ({
  evidence: outcome.evidence.length,
  decisions: decisionsIn(outcome).length,
  folded: outcome.lifecycle.filter(
    (hex) => decodeWire('lifecycle-event', Buffer.from(hex, 'hex')).kind === 'folded',
  ).length,
});
