import kafkajs from 'kafkajs';
import type { Admin, ITopicMetadata } from 'kafkajs';
import { setTimeout as wait } from 'node:timers/promises';
import { CheckrideError } from '@checkride/domain/errors';
import type { TopicSpec } from '../topics.js';
import { protocolType } from './failures.js';

const POLL_MS = 20;
const LEADER_PATIENCE_MS = 30_000;

/** Creates missing topics and waits until each partition has a leader. */
export async function ensureTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const present = new Set(await admin.listTopics());
  const missing = specs.filter(({ topic }) => !present.has(topic));
  if (missing.length > 0) {
    try {
      // The controller answers before the broker knows: waiting for leaders in this call may fail on a topic just made.
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map((spec) => ({
          topic: spec.topic,
          numPartitions: spec.partitions,
          configEntries: Object.entries(settingsOf(spec)).map(([name, value]) => ({ name, value })),
        })),
      });
    } catch (error) {
      if (protocolType(error) !== 'TOPIC_ALREADY_EXISTS') throw error;
    }
  }
  await leadersOf(admin, specs);
}

/** Compares topics with their specifications; nothing is changed. */
export async function verifyTopics(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  const present = new Set(await admin.listTopics());
  const existing = specs.filter(({ topic }) => present.has(topic));
  const problems = specs.filter(({ topic }) => !present.has(topic)).map(({ topic }) => `${topic} is missing`);
  const metadata = await metadataOf(admin, existing);
  const { resources } =
    existing.length === 0
      ? { resources: [] }
      : await admin.describeConfigs({
          includeSynonyms: false,
          resources: existing.map(({ topic }) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic })),
        });
  for (const spec of existing) {
    const partitions = metadata.find(({ name }) => name === spec.topic)?.partitions.length ?? 0;
    if (partitions !== spec.partitions)
      problems.push(`${spec.topic} has ${partitions} partitions, not ${spec.partitions}`);
    const entries = resources.find(({ resourceName }) => resourceName === spec.topic)?.configEntries ?? [];
    for (const name of ['cleanup.policy', 'message.timestamp.type']) {
      const wanted = settingsOf(spec)[name];
      const found = entries.find(({ configName }) => configName === name)?.configValue;
      if (found !== wanted) problems.push(`${spec.topic} has ${name}=${found}, not ${wanted}`);
    }
  }
  if (problems.length > 0)
    throw new CheckrideError(
      'CHK_TOPIC_MISSING',
      `Topics are not as they must be:\n  ${problems.join('\n  ')}`,
      {
        remedy:
          'Run `checkride migrate`; a topic with other settings must be changed or renamed by its owner.',
        context: { problems },
      },
    );
}

function settingsOf(spec: TopicSpec): Record<string, string> {
  return {
    'cleanup.policy': spec.cleanup,
    'message.timestamp.type': spec.timestamps,
    ...(spec.retentionMs === undefined ? {} : { 'retention.ms': String(spec.retentionMs) }),
    ...(spec.maxMessageBytes === undefined ? {} : { 'max.message.bytes': String(spec.maxMessageBytes) }),
  };
}

async function metadataOf(admin: Admin, specs: readonly TopicSpec[]): Promise<ITopicMetadata[]> {
  if (specs.length === 0) return [];
  return (await admin.fetchTopicMetadata({ topics: specs.map(({ topic }) => topic) })).topics;
}

async function leadersOf(admin: Admin, specs: readonly TopicSpec[]): Promise<void> {
  for (const until = performance.now() + LEADER_PATIENCE_MS; ; await wait(POLL_MS)) {
    try {
      const topics = await metadataOf(admin, specs);
      if (
        topics.every(
          ({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0),
        )
      )
        return;
    } catch (error) {
      if (performance.now() > until) throw error;
    }
    if (performance.now() > until)
      throw new CheckrideError('CHK_KAFKA_UNAVAILABLE', 'topics were created but have no leaders yet');
  }
}
