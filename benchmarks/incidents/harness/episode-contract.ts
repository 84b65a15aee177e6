import { parseContract } from '@checkride/domain/contract/parse-contract';
import type { ContractCompiler } from '@checkride/domain/lifecycle/contract-compiler';

/**
 * The contract of an episode as the harness runs it: everything its author wrote, with automation on (a dry run would
 * score nothing) and a pipeline, since training is virtual.
 */
export function underAutomation(written: unknown): Record<string, unknown> & { readonly model: string } {
  if (typeof written !== 'object' || written === null || !('model' in written))
    throw new TypeError('an episode needs a contract with a model');
  return { pipeline: 'episode', ...written, model: String(written.model), automation: 'auto' };
}

/** Compiles contracts from JSON text, which is YAML too; nothing is encoded here, so the writer schema is a name only. */
export const episodeCompiler: ContractCompiler = {
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
