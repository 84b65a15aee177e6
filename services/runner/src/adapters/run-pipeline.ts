import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { CheckrideError } from '@checkride/domain/errors';
import { environment } from '@checkride/platform/env';
import { bindPipeline } from '../steps/bind-pipeline.js';
import { readPipeline } from './pipeline-file.js';
import type { TrainPorts } from '../steps/train.js';
import { runProcess } from './run-process.js';
import { codeDigest, workingCopy } from './working-copy.js';

/** Runs pipeline files found from `base`: each command in a working copy of its code, one after the other, logs beside it. */
export function createPipelineRunner(base: string): TrainPorts['runPipeline'] {
  return async ({ pipeline, folder, timeLimitMs, signal }) => {
    const file = resolve(base, pipeline);
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new CheckrideError('CHK_NOT_FOUND', `pipeline ${file} cannot be read`, {
        cause,
        remedy: 'Name the file from where the runner was started, or absolutely.',
      });
    });
    const given = { training_data: folder.training, validation_data: folder.validation };
    const commands = bindPipeline(readPipeline(parse(text), file), given, folder.path);
    const source = resolve(dirname(file), commands[0]?.code ?? '.');
    await workingCopy(source, folder.code);
    const { PATH = '', HOME = '' } = environment();
    const variables = {
      PATH,
      HOME,
      CHK_TRAINING_DATA: folder.training,
      CHK_VALIDATION_DATA: folder.validation,
      CHK_OUTPUT: join(folder.path, 'outputs'),
    };
    for (const { name, command, folders } of commands) {
      await Promise.all(folders.map((path) => mkdir(path, { recursive: true })));
      await runProcess({
        command,
        folder: folder.code,
        environment: variables,
        logFile: join(folder.path, `${name}.log`),
        timeLimitMs,
        signal,
      });
    }
    return {
      model: await modelOf(folder.path, folder.code),
      codeDigest: await codeDigest(source),
      environment: { node: process.version, platform: `${process.platform}-${process.arch}` },
    };
  };
}

/** The model is `model.onnx` in the pipeline's `model` output, else in `outputs/` of the working copy. */
async function modelOf(folder: string, code: string): Promise<Uint8Array> {
  for (const place of [
    join(folder, 'outputs', 'model', 'model.onnx'),
    join(folder, 'outputs', 'model.onnx'),
    join(code, 'outputs', 'model.onnx'),
  ]) {
    const bytes = await readFile(place).catch(() => undefined);
    if (bytes) return bytes;
  }
  throw new CheckrideError('CHK_JOB_FAILED', 'the pipeline left no model.onnx', {
    remedy: 'Write it to the pipeline output named model, or to outputs/model.onnx.',
  });
}
