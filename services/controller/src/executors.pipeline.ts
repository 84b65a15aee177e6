import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { TopicSpec } from '@checkride/messaging/topics';
import type { createTopicsOfModelStep } from './steps/topics-of-model.js';

/** What carries effects out; each is idempotent, since its record may come again after a crash. */
export interface ExecutorStages {
  readonly topicsOfModel: ReturnType<typeof createTopicsOfModelStep>;
  readonly ensureTopics: (specs: readonly TopicSpec[]) => Promise<void>;
  readonly notify: (notification: Notification) => Promise<void>;
}

/** The executors of the controller: a model record makes sure of its data topics, a notification is told to people. */
export function createExecutors({ topicsOfModel, ensureTopics, notify }: ExecutorStages) {
  return {
    onModel: (record: ModelRecord): Promise<void> => ensureTopics(topicsOfModel(record)),
    onNotification: (notification: Notification): Promise<void> => notify(notification),
  };
}
