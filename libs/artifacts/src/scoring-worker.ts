import { parentPort } from 'node:worker_threads';
import { CheckrideError } from '@checkride/domain/errors';
import { readVerified } from './artifact-store.js';
import { openModelSession, type ModelSession } from './model-session.js';
import type {
  ArtifactFile,
  ArtifactShape,
  ScoredBatch,
  WorkerAnswer,
  WorkerOrder,
} from './scoring-messages.js';

/** Champion, candidate, shadow and a few rollback targets of a busy server; beyond this the longest unused is released. */
const SESSIONS_KEPT = 16;

const port = parentPort;
if (port === null) throw new Error('scoring-worker runs as a worker thread only');

const sessions = new Map<string, Promise<ModelSession>>();
let queue = Promise.resolve();

port.on('message', (order: WorkerOrder) => {
  queue = queue.then(() => answer(order)).then((reply) => port.postMessage(reply, transferable(reply)));
  if (order.kind === 'close') queue = queue.then(() => port.close());
});

async function answer(order: WorkerOrder): Promise<WorkerAnswer> {
  try {
    return { id: order.id, kind: 'done', value: await carryOut(order) };
  } catch (error) {
    const known = error instanceof CheckrideError ? error : undefined;
    return {
      id: order.id,
      kind: 'failed',
      code: known?.code ?? 'CHK_ARTIFACT_FAILED',
      message: String(known?.message ?? error),
      remedy: known?.remedy,
    };
  }
}

async function carryOut(order: WorkerOrder): Promise<ScoredBatch | ArtifactShape | undefined> {
  switch (order.kind) {
    case 'score':
      return (await sessionOf(order.artifact)).score(order.batch);
    case 'inspect':
      return (await sessionOf(order.artifact)).shape;
    case 'close':
      await Promise.all([...sessions.keys()].map(release));
      return undefined;
  }
}

async function sessionOf({ digest, file }: ArtifactFile): Promise<ModelSession> {
  const session = sessions.get(digest) ?? readVerified(file, digest).then(openModelSession);
  sessions.delete(digest);
  sessions.set(digest, session);
  try {
    const opened = await session;
    const [oldest] = sessions.keys();
    if (sessions.size > SESSIONS_KEPT && oldest !== undefined) await release(oldest);
    return opened;
  } catch (error) {
    sessions.delete(digest);
    throw error;
  }
}

async function release(digest: string): Promise<void> {
  const session = await sessions.get(digest);
  sessions.delete(digest);
  await session?.release();
}

function transferable(reply: WorkerAnswer): ArrayBuffer[] {
  if (reply.kind !== 'done' || reply.value === undefined || !('scores' in reply.value)) return [];
  return [reply.value.scores.buffer as ArrayBuffer];
}
