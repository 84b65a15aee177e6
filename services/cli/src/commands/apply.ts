import type { Command } from 'commander';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseContractFile } from '@checkride/contract-file/contract-file';
import { CheckrideError } from '@checkride/domain/errors';
import type { AddCommand } from './command.js';

/** `checkride apply FILE…`: contracts are checked here, line by line, before anything is sent. */
export const addApply: AddCommand = (program, context) => {
  program
    .command('apply')
    .argument('<files...>', 'contract files (YAML)')
    .option('--check', 'only check the files')
    .description('apply model contracts')
    .action(async (files: string[], options: { check?: boolean }, command: Command) => {
      const { api, printer } = context(command);
      const contracts = await Promise.all(files.map(async (file) => ({ file, yaml: await readYaml(file) })));
      const parsed = contracts.map(({ file, yaml }) => ({
        file,
        yaml,
        contract: parseContractFile(yaml, file),
      }));
      const sent: { model: string; file: string; command_id: string }[] = [];
      for (const { file, yaml, contract } of options.check ? [] : parsed) {
        sent.push({
          model: contract.model,
          file,
          ...(await api().command(contract.model, { kind: 'apply', yaml, file: resolve(file) })),
        });
      }
      printer.result(
        options.check
          ? parsed.map(({ file, contract }) => ({ file, model: contract.model, valid: true }))
          : sent,
        () =>
          options.check
            ? parsed.map(({ file, contract }) => `${file}: ${contract.model} is valid`).join('\n')
            : sent
                .map(
                  ({ model, file, command_id: id }) =>
                    `${model}: ${file} sent as command ${id}; its answer stands on the ledger`,
                )
                .join('\n'),
      );
    });
};

async function readYaml(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CheckrideError('CHK_NOT_FOUND', `${file} cannot be read`, {
      cause,
      remedy: 'Name an existing contract file.',
    });
  });
}
