import { CheckrideError } from '@checkride/domain/errors';
import type { Pipeline } from '../adapters/pipeline-file.js';

/** A command ready to run: every binding is a path or a value. */
export interface BoundCommand {
  readonly name: string;
  readonly command: string;
  readonly code: string;
  /** Folders the command writes to; made before it runs. */
  readonly folders: readonly string[];
}

/** Resolves `${{…}}` of a pipeline: `given` inputs win over the file's, outputs are folders below `folder`. Throws CHK_CONTRACT_INVALID. */
export function bindPipeline(
  pipeline: Pipeline,
  given: Readonly<Record<string, string>>,
  folder: string,
): readonly BoundCommand[] {
  const inputs: Record<string, string> = { ...pipeline.inputs, ...given };
  const outputs = new Map(
    pipeline.outputs.map((name) => [`parent.outputs.${name}`, `${folder}/outputs/${name}`]),
  );
  return pipeline.commands.map(({ name, command, code, inputs: reads, outputs: writes }) => {
    const known = new Map(outputs);
    for (const [input, value] of Object.entries(inputs))
      known.set(`parent.inputs.${input}`, value).set(`inputs.${input}`, value);
    const folders: string[] = [];
    for (const [output, bound] of Object.entries(writes)) {
      const path = bound ? resolve(bound, known, name) : `${folder}/outputs/${name}/${output}`;
      known.set(`outputs.${output}`, path);
      outputs.set(`parent.jobs.${name}.outputs.${output}`, path);
      folders.push(path);
    }
    for (const output of pipeline.outputs) {
      if (known.has(`outputs.${output}`)) continue;
      known.set(`outputs.${output}`, `${folder}/outputs/${output}`);
      folders.push(`${folder}/outputs/${output}`);
    }
    for (const [input, value] of Object.entries(reads))
      known.set(`inputs.${input}`, resolve(value, known, name));
    return { name, command: resolve(command, known, name), code, folders };
  });
}

function resolve(text: string, known: ReadonlyMap<string, string>, job: string): string {
  return text.replace(/\$\{\{\s*([\w.-]+)\s*\}\}/g, (whole, key: string) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    throw new CheckrideError('CHK_CONTRACT_INVALID', `job ${job}: nothing is bound to ${whole}`, {
      remedy: `Name it under inputs or outputs of the job; known are ${[...known.keys()].join(', ')}.`,
    });
  });
}
