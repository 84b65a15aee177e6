import { dirname, resolve } from 'node:path';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ContractCompiler } from '@checkride/domain/lifecycle/contract-compiler';
import { readContract } from '@checkride/contract-file/contract-file';
import { predictionWriterSchema } from '@checkride/messaging/avro/prediction-schema';

/** Contracts from YAML with line and column of every problem, and the prediction schema generated from a contract. */
export const contractCompiler: ContractCompiler = {
  parse(yaml, file) {
    const read = readContract(yaml);
    if ('contract' in read) return { ok: true, contract: besideItsFile(read.contract, file) };
    return {
      ok: false,
      problems: read.problems.map(
        ({ line, column, path, message }) => `${file}:${line}:${column} ${path ? `${path}: ` : ''}${message}`,
      ),
    };
  },
  writerSchema: predictionWriterSchema,
};

/** A pipeline is named from its contract's folder; the runner gets a path that holds wherever it was started. */
function besideItsFile(contract: ModelContract, file: string): ModelContract {
  return contract.pipeline === null
    ? contract
    : { ...contract, pipeline: resolve(dirname(file), contract.pipeline) };
}
