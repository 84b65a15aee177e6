import { createHash } from 'node:crypto';
import { canonicalJson, sha256 } from './canonical.js';

const short = (...parts: readonly unknown[]): string => sha256(canonicalJson(parts)).slice(0, 16);

/** Identity of a report: what was measured, for which window, under which contract; never offsets or clocks. */
export const evidenceId = (of: {
  model: string;
  kind: string;
  window: readonly [number, number];
  known_at: number;
  contract_digest: string;
  catalogue_version: number;
}): string =>
  short(
    of.model,
    of.kind,
    of.window[0],
    of.window[1] - of.window[0],
    of.known_at,
    of.contract_digest,
    of.catalogue_version,
  );

/** Identity of a decision (16 hex digits). */
export const decisionId = (of: {
  model: string;
  release_epoch: number;
  seq: number;
  vector: unknown;
}): string => short(of.model, of.release_epoch, of.seq, sha256(canonicalJson(of.vector)));

/** Identity of a transition: the model and the id of the input record that caused it. */
export const transitionId = (model: string, inputId: string): string => short(model, inputId);

/** Identity of an incident, kept when it reopens within a day. */
export const incidentId = (of: {
  model: string;
  rule: string;
  scope: readonly string[];
  from: number;
}): string => short(of.model, of.rule, of.scope, of.from);

/** Identity of an order; jobs run once by this name. */
export const jobId = (model: string, kind: string, cause: string): string => short(model, 'job', kind, cause);

/** Identity of a command as its sender names it, so that a command sent twice is one command. */
export const commandId = (of: {
  model: string;
  kind: string;
  actor: string;
  at: number;
  body: unknown;
}): string => short('command', of.model, of.kind, of.actor, of.at, canonicalJson(of.body));

/** A unit's place in 0 … 9 999 for one release: SHA-256(release ‖ 0 ‖ unit) mod 10 000, so role and sub-batch are independent. */
export function allocation(releaseId: string, unit: string): number {
  const hash = createHash('sha256').update(releaseId).update('\0').update(unit).digest();
  return Number(hash.readBigUInt64BE(0) % 10_000n);
}
