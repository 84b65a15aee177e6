import { digest } from '../../canonical.js';
import type { ModelContract } from '../../contract/contract.js';
import type { ModelRecord, WriterSchema } from '../../contract/model-record.js';
import { assignSlots } from '../../contract/slots.js';
import { effectiveFrom } from '../accept-reference.js';
import type { ContractCompiler } from '../contract-compiler.js';
import { answer, patch, type Turn } from '../turn.js';
import type { Body } from './body.js';

/** Puts a contract in force from two windows ahead, with its version, slots and writer schema; refused with every problem found. */
export function apply(turn: Turn, { yaml, file }: Body<'apply'>, compiler: ContractCompiler): void {
  const { record, model } = turn.state;
  const parsed = compiler.parse(yaml, file);
  const problems = parsed.ok ? conflicts(turn, parsed.contract) : parsed.problems;
  if (!parsed.ok || problems.length > 0) {
    answer(turn, 'contract', 'refused', problems.join('\n'));
    return;
  }
  const { contract } = parsed;
  const contract_digest = digest(contract);
  if (record?.contract_digest === contract_digest) {
    answer(turn, 'contract', 'applied', `version ${record.contract_version}, unchanged`);
    return;
  }
  const slots = assignSlots(record?.slots ?? [], contract.features);
  const schema = compiler.writerSchema(contract, slots);
  const next: ModelRecord = {
    model,
    contract_version: (record?.contract_version ?? 0) + 1,
    contract_digest,
    effective_from: record === null ? 0 : effectiveFrom(turn),
    contract,
    contract_yaml: yaml,
    slots,
    schemas: [...withoutFingerprint(record?.schemas ?? [], schema), schema],
    reference: record?.reference ?? null,
  };
  patch(turn, { record: next, reference_open: true });
  turn.effects.push({ kind: 'model', record: next });
  answer(turn, 'contract', 'applied', `version ${next.contract_version}`);
}

/** What a valid contract may not do to a model that exists: take another name, or another clock under running windows. */
function conflicts(turn: Turn, contract: ModelContract): string[] {
  const { model, record, tick } = turn.state;
  if (contract.model !== model)
    return [`the contract is of model ${contract.model}, the command names ${model}`];
  if (!record || tick === null) return [];
  const { source, windows } = record.contract;
  return [
    ...(contract.source.clock === source.clock
      ? []
      : ['source.clock cannot change once windows have closed']),
    ...(contract.windows.base_ms === windows.base_ms
      ? []
      : ['windows.base cannot change once windows have closed: give the model a new name']),
  ];
}

const withoutFingerprint = (
  schemas: readonly WriterSchema[],
  { fingerprint }: WriterSchema,
): WriterSchema[] => schemas.filter((schema) => schema.fingerprint !== fingerprint);
