import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '@checkride/domain/canonical';
import { migrateJudgeState } from '@checkride/domain/judge/migrate-state';
import type { JudgeState } from '@checkride/domain/judge/state';

const PLAIN_BYTES = 50 * 1024;
const GZIP_MAGIC = 0x1f;

/** A state as canonical JSON; beyond 50 KB compressed. Equal states give equal bytes. */
export function encodeState(state: JudgeState): Buffer {
  const json = Buffer.from(canonicalJson(state));
  return json.length <= PLAIN_BYTES ? json : gzipSync(json, { level: 6 });
}

/** A state from its bytes, in today's layout; throws CHK_STATE_INVALID for a layout from the future. */
export function decodeState(bytes: Buffer, version: number): JudgeState {
  const json = bytes[0] === GZIP_MAGIC ? gunzipSync(bytes) : bytes;
  return migrateJudgeState(JSON.parse(json.toString('utf8')), version);
}
