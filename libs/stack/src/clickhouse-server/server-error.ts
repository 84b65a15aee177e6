/** A refusal in ClickHouse's own words: `code` and `type` are those of its error list. */
export class ServerError extends Error {
  constructor(
    readonly code: number,
    readonly type: string,
    detail: string,
  ) {
    super(`Code: ${code}. DB::Exception: ${detail}. (${type})`);
  }
}

const NOT_FOUND = [10, 46, 47, 60, 81];
const FORBIDDEN = [164, 192, 193, 497, 516];
const BAD_REQUEST = [
  6, 8, 15, 16, 20, 26, 27, 28, 33, 36, 38, 41, 42, 43, 44, 50, 53, 57, 62, 63, 72, 73, 82, 115, 117, 130,
  131, 206, 373, 386, 420, 456, 457, 506,
];

/** The HTTP status that goes with one of ClickHouse's error codes. */
export function statusOf(code: number): number {
  if (code === 194) return 401;
  if (FORBIDDEN.includes(code)) return 403;
  if (NOT_FOUND.includes(code)) return 404;
  if (BAD_REQUEST.includes(code)) return 400;
  if (code === 48) return 501;
  if (code === 159) return 408;
  if (code === 202 || code === 209) return 503;
  return 500;
}

/** An error as the body and headers of an answer; engine errors keep their text. */
export function describeError(
  error: unknown,
  version: string,
): { code: number; status: number; message: string } {
  const raw = (error instanceof Error ? error.message : String(error)).replace(/^Query failed: /, '').trim();
  const code = Number(/Code: (\d+)/.exec(raw)?.[1] ?? 1001);
  const named = raw.startsWith('Code:') ? raw : `Code: ${code}. DB::Exception: ${raw} (STD_EXCEPTION)`;
  const message = named.includes('(version ') ? named : `${named} (version ${version})`;
  return { code, status: statusOf(code), message };
}
