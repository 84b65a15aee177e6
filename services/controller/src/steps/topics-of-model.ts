import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { TopicSpec } from '@checkride/messaging/topics';

/** What naming a model's data topics needs. */
export interface TopicsOfModelDeps {
  readonly partitions: number;
  readonly live: (topic: string, partitions: number) => TopicSpec;
  readonly replay: (topic: string, partitions: number) => TopicSpec;
}

/** The data topics a contract names, as they must be on the clock it names: each once. */
export function createTopicsOfModelStep({ partitions, live, replay }: TopicsOfModelDeps) {
  return function topicsOfModel({ contract }: ModelRecord): TopicSpec[] {
    const { predictions, labels, outcomes, exposures, changes, clock } = contract.source;
    const named = [predictions, labels, outcomes, exposures, changes].filter((topic) => topic !== undefined);
    const spec = clock === 'replay' ? replay : live;
    return [...new Set(named)].map((topic) => spec(topic, partitions));
  };
}
