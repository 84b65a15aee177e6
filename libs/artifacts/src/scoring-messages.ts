import type { ErrorCode } from '@checkride/domain/errors';

/** Rows for a model, row-major: `numbers` is [rows, numbers per row]; `categories` (one text per cell) only if the model has such an input. */
export interface Batch {
  readonly rows: number;
  readonly numbers: Float32Array;
  readonly categories?: readonly string[];
}

/** What a model answered: `outputs` is [rows, columns], row-major; `scores` is the last of its one or two columns, the largest of more. */
export interface ScoredBatch {
  readonly columns: number;
  readonly outputs: Float32Array;
  readonly scores: Float64Array;
}

/** One input or output of a graph; a dimension left open by the model (the rows) is its name, or `?`. */
export interface TensorShape {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** What a graph takes and gives, and which of its tensors scoring uses. */
export interface ArtifactShape {
  readonly inputs: readonly TensorShape[];
  readonly outputs: readonly TensorShape[];
  readonly numbersInput: string;
  readonly categoriesInput: string | undefined;
  readonly scoresOutput: string;
}

/** Which artifact a message is about; the worker checks the file's content against the digest before loading it. */
export interface ArtifactFile {
  readonly digest: string;
  readonly file: string;
}

/** Orders to a worker, numbered by the pool. */
export type WorkerOrder =
  | { readonly id: number; readonly kind: 'score'; readonly artifact: ArtifactFile; readonly batch: Batch }
  | { readonly id: number; readonly kind: 'inspect'; readonly artifact: ArtifactFile }
  | { readonly id: number; readonly kind: 'close' };

/** Answers of a worker, each under the number of its order. */
export type WorkerAnswer =
  | { readonly id: number; readonly kind: 'done'; readonly value: ScoredBatch | ArtifactShape | undefined }
  | {
      readonly id: number;
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly remedy: string | undefined;
    };
