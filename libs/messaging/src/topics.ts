import { createHash } from 'node:crypto';

/** Names of our topics. A user's contract may name other data topics. */
export const TOPICS = {
  progress: 'progress.v1',
  models: 'models.v1',
  commands: 'commands.v1',
  evidence: 'evidence.v1',
  monitorHead: 'monitor-head.v1',
  decisions: 'decisions.v1',
  judgeState: 'judge-state.v1',
  lifecycle: 'lifecycle.v1',
  controllerState: 'controller-state.v1',
  routes: 'routes.v1',
  jobs: 'jobs.v1',
  jobEvents: 'job-events.v1',
  notifications: 'notifications.v1',
  deadLetters: 'dead-letters.v1',
  predictions: 'predictions.v1',
  labels: 'labels.v1',
  outcomes: 'outcomes.v1',
  exposures: 'exposures.v1',
  changes: 'changes.v1',
} as const;

/** Partitions of every control topic, for ever: the place of a model's state depends on it. */
const CONTROL_PARTITIONS = 12;

/** The partition of a model on every control topic: the first four bytes of SHA-256, big endian, mod 12. */
export const controlPartition = (model: string): number =>
  createHash('sha256').update(model).digest().readUInt32BE(0) % CONTROL_PARTITIONS;

/** The partition of an event on a data topic: the first four bytes of SHA-256 of its key, mod the number of partitions. */
export const dataPartition = (key: string, partitions: number): number =>
  createHash('sha256').update(key).digest().readUInt32BE(0) % partitions;

/** What a topic must be. `timestamps` decides arrival time: set by the broker (live) or by the writer (replay). */
export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  readonly timestamps: 'LogAppendTime' | 'CreateTime';
  /** Age in ms after which records may go; -1 never; absent: the broker's default (7 days). */
  readonly retentionMs?: number;
  /** Largest record batch in bytes; absent: the broker's default (1 MiB). */
  readonly maxMessageBytes?: number;
}

const control = (topic: string, cleanup: TopicSpec['cleanup'] = 'delete'): TopicSpec => ({
  topic,
  partitions: CONTROL_PARTITIONS,
  cleanup,
  timestamps: 'LogAppendTime',
  ...(cleanup === 'delete' ? { retentionMs: -1 } : {}),
});

/** The control topics. Logs are kept for ever, since decisions are replayed from them; states and heads are compacted. */
export const CONTROL_TOPICS: readonly TopicSpec[] = [
  { topic: TOPICS.progress, partitions: 1, cleanup: 'compact', timestamps: 'LogAppendTime' },
  control(TOPICS.models, 'compact'),
  control(TOPICS.commands),
  control(TOPICS.evidence),
  control(TOPICS.monitorHead, 'compact'),
  control(TOPICS.decisions),
  control(TOPICS.judgeState, 'compact'),
  control(TOPICS.lifecycle),
  control(TOPICS.controllerState, 'compact'),
  control(TOPICS.routes),
  control(TOPICS.jobs),
  control(TOPICS.jobEvents),
  control(TOPICS.notifications),
  // A dead letter carries its message whole, and a message may be as large as its own topic allows.
  { ...control(TOPICS.deadLetters), maxMessageBytes: 8 * 1_048_576 },
];

/** A data topic on the live clock: the broker stamps arrival. */
export const liveTopic = (topic: string, partitions = 4): TopicSpec => ({
  topic,
  partitions,
  cleanup: 'delete',
  timestamps: 'LogAppendTime',
});

/** A model's own topic on the replay clock: arrival is simulated, and history must not be deleted for its age. */
export const replayTopic = (topic: string, partitions = 4): TopicSpec => ({
  topic,
  partitions,
  cleanup: 'delete',
  timestamps: 'CreateTime',
  retentionMs: -1,
});

/** Data topics that every installation has. */
export const DATA_TOPICS: readonly TopicSpec[] = [
  TOPICS.predictions,
  TOPICS.labels,
  TOPICS.outcomes,
  TOPICS.exposures,
  TOPICS.changes,
].map((topic) => liveTopic(topic));
