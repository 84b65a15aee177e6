import type { ModelContract } from './contract.js';
import type { Slot } from './slots.js';
import type { ReferenceProfile } from './reference-profile.js';

/** A writer schema of a model's predictions and how its fields reach the slots. */
export interface WriterSchema {
  readonly subject: string;
  readonly confluent_id: number;
  /** CRC-64-AVRO of the parsing canonical form, 16 hex digits, as a big-endian number reads. */
  readonly fingerprint: string;
  /** The Avro schema as JSON text. */
  readonly schema: string;
  readonly slots: readonly Slot[];
}

/** What models.v1 carries per model: the contract in force, its storage slots, its writer schemas and the frozen reference. */
export interface ModelRecord {
  readonly model: string;
  readonly contract_version: number;
  readonly contract_digest: string;
  /** First window (by start, ms) the contract holds for; 0 for the first contract of a model. */
  readonly effective_from: number;
  readonly contract: ModelContract;
  readonly contract_yaml: string;
  readonly slots: readonly Slot[];
  readonly schemas: readonly WriterSchema[];
  readonly reference: ReferenceProfile | null;
}
