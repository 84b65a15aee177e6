import { z } from 'zod';
import { CheckrideError } from '@checkride/domain/errors';

const binding = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.looseObject({ path: z.string().optional() }),
]);

const pipelineJob = z.looseObject({
  type: z.literal('pipeline').optional(),
  inputs: z.record(z.string(), binding).default({}),
  outputs: z.record(z.string(), z.unknown()).default({}),
  jobs: z.record(
    z.string(),
    z.looseObject({
      type: z.literal('command').optional(),
      command: z.string(),
      code: z.string().optional(),
      inputs: z.record(z.string(), binding).default({}),
      outputs: z.record(z.string(), z.unknown()).default({}),
    }),
  ),
});

/** One command of a pipeline, with what it reads and writes by name. Texts may hold `${{…}}` bindings. */
export interface PipelineCommand {
  readonly name: string;
  readonly command: string;
  /** Folder of the code, relative to the pipeline file. */
  readonly code: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** An Azure ML `pipelineJob` reduced to what runs: its inputs and its commands in the order they may run. */
export interface Pipeline {
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: readonly string[];
  readonly commands: readonly PipelineCommand[];
}

/** Reads the plain object of a pipeline file; jobs without bindings keep the order of the text. Throws CHK_CONTRACT_INVALID. */
export function readPipeline(document: unknown, file: string): Pipeline {
  const parsed = pipelineJob.safeParse(document);
  if (!parsed.success) {
    const list = parsed.error.issues.map(({ path, message }) => `${file} ${path.join('.')}: ${message}`);
    throw new CheckrideError('CHK_CONTRACT_INVALID', list.join('\n'), {
      remedy: 'Write the file as an Azure ML pipelineJob of command jobs.',
    });
  }
  const text = (value: z.infer<typeof binding>): string =>
    typeof value === 'object' ? (value.path ?? '') : String(value);
  const texts = (values: Record<string, z.infer<typeof binding>>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, text(value)]));
  const commands = Object.entries(parsed.data.jobs).map(([name, { command, code, inputs, outputs }]) => ({
    name,
    command,
    code: code ?? '.',
    inputs: texts(inputs),
    outputs: Object.fromEntries(
      Object.entries(outputs).map(([output, value]) => [output, typeof value === 'string' ? value : '']),
    ),
  }));
  return {
    inputs: texts(parsed.data.inputs),
    outputs: Object.keys(parsed.data.outputs),
    commands: inOrder(commands, file),
  };
}

const NEEDS = /\$\{\{\s*parent\.jobs\.([\w-]+)\.outputs\./g;

function inOrder(commands: readonly PipelineCommand[], file: string): PipelineCommand[] {
  const done: PipelineCommand[] = [];
  let waiting = [...commands];
  while (waiting.length > 0) {
    const next = waiting.find(({ inputs }) =>
      needs(inputs).every((name) => done.some((command) => command.name === name)),
    );
    if (!next) {
      throw new CheckrideError(
        'CHK_CONTRACT_INVALID',
        `${file} jobs: ${waiting.map(({ name }) => name).join(', ')} wait for each other or for a job that is not there`,
        {
          remedy: 'Bind each input to the output of a job of the same file, without a circle.',
        },
      );
    }
    done.push(next);
    waiting = waiting.filter((command) => command !== next);
  }
  return done;
}

const needs = (inputs: Readonly<Record<string, string>>): string[] =>
  [...Object.values(inputs).join(' ').matchAll(NEEDS)].map((match) => match[1] ?? '');
