import type { ModelContract } from '../contract/contract.js';
import type { WriterSchema } from '../contract/model-record.js';
import type { Slot } from '../contract/slots.js';

/** What the fold needs to know of contract text and wire schemas; both functions are pure and never throw. */
export interface ContractCompiler {
  /** Contract of a YAML text, or every problem found, each with file, line and column. */
  parse(
    yaml: string,
    file: string,
  ):
    | { readonly ok: true; readonly contract: ModelContract }
    | { readonly ok: false; readonly problems: readonly string[] };
  /** Schema a producer of this model's predictions writes with, and where its fields are stored. */
  writerSchema(contract: ModelContract, slots: readonly Slot[]): WriterSchema;
}
