import type { Decision } from '@checkride/domain/judge/decision';
import { follow, type Follower } from '@checkride/messaging/kafka/follower';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import { decodeWire } from '@checkride/messaging/wire';
import type { Connection } from './connect.js';

/** Calls back with every decision on a model, from the first one, in their order. */
export function followDecisions(
  connection: Connection,
  model: string,
  onDecision: (decision: Decision) => void,
): Promise<Follower> {
  return follow(connection, {
    topics: [TOPICS.decisions],
    partitions: [controlPartition(model)],
    onRecords(records) {
      for (const { value } of records) {
        if (value === null) continue;
        const event = decodeWire('decision', value);
        if (event.kind === 'decision' && event.decision.model === model) onDecision(event.decision);
      }
    },
  });
}
