import type { EventKind } from './rows/event-rows.js';
import { fault } from './rows/fault.js';
import type { Fault } from './rows/fault.js';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { SOURCE_OF } from './contracts.js';
import type { ContractBook } from './contracts.js';

/** Why a record became no row. `mayPass`: a contract that is on its way would change that. */
export interface Refusal extends Fault {
  readonly model: string | null;
  readonly mayPass: boolean;
}

/** A refusal for a fault, of a model when it could be told. */
export const refuse = ({ reason, detail }: Fault, model: string | null = null, mayPass = false): Refusal => ({
  reason,
  detail,
  model,
  mayPass,
});

/** The contract of a model that reads this kind of events from this topic, or why there is none. */
export function termsOf(
  book: ContractBook,
  name: string,
  kind: EventKind,
  topic: string,
): ModelRecord | Refusal {
  const record = book.model(name);
  if (record === undefined)
    return refuse(fault('unknown_model', `no contract of model ${name.slice(0, 100)}`), name, true);
  if (record.contract.source[SOURCE_OF[kind]] !== topic)
    return refuse(
      fault('unknown_model', `the contract of ${name} does not read ${SOURCE_OF[kind]} here`),
      name,
    );
  return record;
}
