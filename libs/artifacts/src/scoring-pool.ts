import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { CheckrideError } from '@checkride/domain/errors';
import type { ArtifactStore } from './artifact-store.js';
import type { ArtifactShape, Batch, ScoredBatch, WorkerAnswer, WorkerOrder } from './scoring-messages.js';

/** ONNX graphs behind worker threads, each loaded once a worker and kept; the caller's event loop never computes. */
export interface ScoringPool {
  /** Scores rows (100 or more at once: a call costs about 40 µs whatever its size). CHK_ARTIFACT_* when the artifact cannot answer. */
  score(digest: string, batch: Batch): Promise<ScoredBatch>;
  /** Loads the artifact and answers its inputs and outputs. CHK_ARTIFACT_* when it is missing, corrupt or cannot be served. */
  inspect(digest: string): Promise<ArtifactShape>;
  /** Finishes what was asked, refuses more with CHK_ARTIFACT_FAILED, and ends the threads. */
  close(): Promise<void>;
}

type Question =
  | { readonly kind: 'score'; readonly digest: string; readonly batch: Batch }
  | { readonly kind: 'inspect'; readonly digest: string };

interface Asked {
  readonly resolve: (value: never) => void;
  readonly reject: (error: CheckrideError) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly asked: Map<number, Asked>;
  readonly ended: Promise<void>;
}

/** Starts `threads` scoring workers over a store; a worker that dies fails what it was asked and is replaced. */
export function createScoringPool({
  store,
  threads,
}: {
  store: ArtifactStore;
  threads: number;
}): ScoringPool {
  let lanes = Array.from({ length: threads }, openLane);
  let orders = 0;
  let closing: Promise<void> | undefined;

  function openLane(): Lane {
    const worker = new Worker(workerEntry());
    const asked = new Map<number, Asked>();
    let reason: unknown = 'it ended';
    worker.on('message', (answer: WorkerAnswer) => settle(asked, answer));
    worker.on('error', (error) => {
      reason = error;
    });
    const ended = new Promise<void>((resolve) => {
      worker.on('exit', () => {
        for (const { reject } of asked.values()) reject(failed(`a scoring worker died: ${String(reason)}`));
        asked.clear();
        if (closing === undefined) lanes = lanes.map((lane) => (lane.worker === worker ? openLane() : lane));
        resolve();
      });
    });
    return { worker, asked, ended };
  }

  function post<T>(lane: Lane, order: WorkerOrder, transfer: ArrayBuffer[] = []): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      lane.asked.set(order.id, { resolve, reject });
      lane.worker.postMessage(order, transfer);
    });
  }

  async function ask<T>(question: Question): Promise<T> {
    if (closing !== undefined) throw failed('the scoring pool is closed');
    const artifact = { digest: question.digest, file: store.path(question.digest) };
    const lane = lanes.reduce((least, other) => (other.asked.size < least.asked.size ? other : least));
    const id = orders++;
    if (question.kind === 'inspect') return post<T>(lane, { id, kind: 'inspect', artifact });
    // A copy: the caller keeps its array, and a view would otherwise drag its whole buffer along.
    const numbers = question.batch.numbers.slice();
    return post<T>(lane, { id, kind: 'score', artifact, batch: { ...question.batch, numbers } }, [
      numbers.buffer,
    ]);
  }

  async function end(lane: Lane): Promise<void> {
    await post(lane, { id: orders++, kind: 'close' }).catch(() => undefined);
    await lane.ended;
  }

  return {
    score: (digest, batch) =>
      batch.rows === 0 ? Promise.resolve(NOTHING) : ask<ScoredBatch>({ kind: 'score', digest, batch }),
    inspect: (digest) => ask<ArtifactShape>({ kind: 'inspect', digest }),
    close: () => (closing ??= Promise.all(lanes.map(end)).then(() => undefined)),
  };
}

const NOTHING: ScoredBatch = { columns: 1, outputs: new Float32Array(0), scores: new Float64Array(0) };

const failed = (message: string): CheckrideError =>
  new CheckrideError('CHK_ARTIFACT_FAILED', message, {
    remedy: 'Ask again; if it happens again, look at the artifact.',
  });

function settle(asked: Map<number, Asked>, answer: WorkerAnswer): void {
  const waiting = asked.get(answer.id);
  asked.delete(answer.id);
  if (answer.kind === 'done') waiting?.resolve(answer.value as never);
  else waiting?.reject(new CheckrideError(answer.code, answer.message, { remedy: answer.remedy }));
}

/** Beside this file once compiled; when a test runner loads the source, the compiled one (`tsc -b libs/artifacts`). */
function workerEntry(): URL {
  const beside = new URL('./scoring-worker.js', import.meta.url);
  return existsSync(beside) ? beside : new URL('../dist/scoring-worker.js', import.meta.url);
}
