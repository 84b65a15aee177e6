import type { Command } from 'commander';
import type { AddCommand } from './command.js';

interface SubjectVersion {
  readonly subject: string;
  readonly id: number;
  readonly version: number;
  readonly schema: string;
}

/** `checkride schema MODEL`: the Avro schema producers of a model's predictions write with. */
export const addSchema: AddCommand = (program, context) => {
  program
    .command('schema')
    .argument('<model>', 'name of the model')
    .description("the Avro schema of a model's predictions, for producers in any language")
    .action(async (model: string, _options: object, command: Command) => {
      const { api, printer } = context(command);
      const found = await api().get<SubjectVersion>(`/models/${encodeURIComponent(model)}/schema`);
      printer.result(found, () => JSON.stringify(JSON.parse(found.schema), null, 2));
    });
};
