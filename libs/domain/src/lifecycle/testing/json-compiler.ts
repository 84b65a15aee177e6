import { parseContract } from '../../contract/parse-contract.js';
import type { ContractCompiler } from '../contract-compiler.js';

/** Compiles contracts from JSON text, which is YAML too; nothing is encoded with it, so the writer schema is a name only. */
export const jsonCompiler: ContractCompiler = {
  parse(yaml, file) {
    const parsed = parseContract(JSON.parse(yaml));
    if ('contract' in parsed) return { ok: true, contract: parsed.contract };
    return {
      ok: false,
      problems: parsed.problems.map(({ path, message }) => `${file} ${path.join('.')}: ${message}`),
    };
  },
  writerSchema: (contract, slots) => ({
    subject: `${contract.model}-predictions`,
    confluent_id: 1,
    fingerprint: slots.map(({ feature, type }) => `${feature}:${type}`).join(','),
    schema: '"string"',
    slots,
  }),
};
