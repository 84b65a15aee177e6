import type { DeadLetterReason } from '@checkride/domain/events/dead-letter';

/** Why a record cannot become a row. */
export interface Fault {
  readonly reason: DeadLetterReason;
  readonly detail: string;
}

/** A fault with its reason of the closed list. */
export const fault = (reason: DeadLetterReason, detail: string): Fault => ({ reason, detail });

const FUTURE_MS = 300_000;
/** The last second a DateTime column can hold. */
const LAST_MS = 4_294_967_295_000;

/** Checks a time of an event against the arrival of its record: at most 5 min after it, at most the retention before it. */
export function timeFault(
  field: string,
  time: number,
  appendedAt: number,
  retentionMs: number,
): Fault | undefined {
  if (Number.isNaN(time)) return fault('missing_field', `${field} is missing`);
  if (!Number.isInteger(time) || time < 0 || time > LAST_MS)
    return fault('bad_time', `${field} ${time} is no time between 1970 and 2106 in ms`);
  if (time > appendedAt + FUTURE_MS)
    return fault('bad_time', `${field} is ${time - appendedAt} ms after its arrival`);
  if (time < appendedAt - retentionMs)
    return fault(
      'bad_time',
      `${field} is ${appendedAt - time} ms before its arrival: older than the retention`,
    );
  return undefined;
}
