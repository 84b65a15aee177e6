import { InferenceSession, Tensor } from 'onnxruntime-node';
import { CheckrideError } from '@checkride/domain/errors';
import type { ArtifactShape, Batch, ScoredBatch, TensorShape } from './scoring-messages.js';

/** A loaded graph. One thread: parallelism comes from several workers, and sums keep one order (answers are reproducible). */
export interface ModelSession {
  readonly shape: ArtifactShape;
  score(batch: Batch): Promise<ScoredBatch>;
  release(): Promise<void>;
}

const unsupported = (message: string, remedy: string, cause?: unknown): CheckrideError =>
  new CheckrideError('CHK_ARTIFACT_UNSUPPORTED', message, { remedy, cause });

/** Loads an ONNX graph; CHK_ARTIFACT_UNSUPPORTED when the runtime refuses it or its inputs and outputs cannot be served. */
export async function openModelSession(bytes: Uint8Array): Promise<ModelSession> {
  const session = await InferenceSession.create(bytes, {
    executionProviders: ['cpu'],
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    logSeverityLevel: 3,
  }).catch((cause: unknown) => {
    throw unsupported(
      `the artifact is not an ONNX graph the runtime can load: ${String(cause)}`,
      'Export it again.',
      cause,
    );
  });
  const shape = shapeOf(session);
  return {
    shape,
    score: (batch) => score(session, shape, batch),
    release: () => session.release(),
  };
}

function shapeOf(session: InferenceSession): ArtifactShape {
  const inputs = session.inputMetadata.map(tensorShape);
  const outputs = session.outputMetadata.map(tensorShape);
  const numbers = inputs.filter((input) => input.type === 'float32');
  const texts = inputs.filter((input) => input.type === 'string');
  const numbersInput = numbers.find((input) => input.name === 'features') ?? numbers[0];
  if (
    numbersInput === undefined ||
    numbers.length > 1 ||
    texts.length > 1 ||
    inputs.length !== numbers.length + texts.length
  ) {
    throw unsupported(
      `the graph takes ${inputs.map((input) => `${input.name}: ${input.type}`).join(', ')}`,
      'Export it with one float32 input [rows, numbers] and, for categories, one string input [rows, categories].',
    );
  }
  const scoresOutput = outputs.find((output) => output.type === 'float32');
  if (scoresOutput === undefined) {
    throw unsupported(
      `the graph gives no float32 tensor but ${outputs.map((output) => `${output.name}: ${output.type}`).join(', ')}`,
      'Export probabilities as a tensor (scikit-learn: zipmap=False).',
    );
  }
  return {
    inputs,
    outputs,
    numbersInput: numbersInput.name,
    categoriesInput: texts[0]?.name,
    scoresOutput: scoresOutput.name,
  };
}

function tensorShape(value: InferenceSession.ValueMetadata): TensorShape {
  if (!value.isTensor) return { name: value.name, type: 'not a tensor', shape: [] };
  return {
    name: value.name,
    type: value.type,
    shape: value.shape.map((size) => (size === '' || size === -1 ? '?' : size)),
  };
}

async function score(session: InferenceSession, shape: ArtifactShape, batch: Batch): Promise<ScoredBatch> {
  const { rows } = batch;
  const feeds: Record<string, Tensor> = {
    [shape.numbersInput]: new Tensor('float32', batch.numbers, [
      rows,
      widthOf(shape, shape.numbersInput, batch.numbers.length, rows),
    ]),
  };
  if (shape.categoriesInput !== undefined) {
    const texts = batch.categories ?? [];
    const width = widthOf(shape, shape.categoriesInput, texts.length, rows);
    feeds[shape.categoriesInput] = new Tensor('string', [...texts], [rows, width]);
  }
  const answers = await session.run(feeds, [shape.scoresOutput]).catch((cause: unknown) => {
    throw unsupported(
      `the graph failed on a batch of ${rows} rows: ${String(cause)}`,
      'Run it on these rows where it was trained.',
      cause,
    );
  });
  const outputs = answers[shape.scoresOutput]?.data;
  if (!(outputs instanceof Float32Array) || outputs.length % rows !== 0 || outputs.length === 0) {
    throw unsupported(
      `output ${shape.scoresOutput} does not hold one answer for each of ${rows} rows`,
      'Export it with the rows as first dimension.',
    );
  }
  const columns = outputs.length / rows;
  return { columns, outputs, scores: scoresOf(outputs, rows, columns) };
}

function widthOf(shape: ArtifactShape, name: string, cells: number, rows: number): number {
  const declared = shape.inputs.find((input) => input.name === name)?.shape[1];
  const width = cells / rows;
  if (!Number.isInteger(width) || (typeof declared === 'number' && declared !== width)) {
    throw unsupported(
      `input ${name} takes ${declared ?? 'whole'} columns, got ${cells} cells for ${rows} rows`,
      "Give the graph the contract's features, in the contract's order.",
    );
  }
  return width;
}

function scoresOf(outputs: Float32Array, rows: number, columns: number): Float64Array {
  const scores = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const end = (row + 1) * columns;
    scores[row] = columns <= 2 ? outputs[end - 1]! : Math.max(...outputs.subarray(end - columns, end));
  }
  return scores;
}
