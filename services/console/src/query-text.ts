import { CheckrideError } from '@checkride/domain/errors';

const MOST = 10_000;
const USUAL = 100;

/** A limit from a query string: 1 … 10 000, 100 when there is none or none that can be read. */
export const limitOf = (text: string | undefined): number =>
  Math.min(MOST, Math.max(1, Math.floor(Number(text ?? USUAL)) || USUAL));

/** A moment in ms from a query string (ms or ISO-8601); undefined when absent. Throws CHK_COMMAND_REFUSED naming it. */
export function momentOf(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (Number.isSafeInteger(ms)) return ms;
  throw new CheckrideError('CHK_COMMAND_REFUSED', `"${text}" is no moment (${name})`, {
    remedy: 'Write ms since 1970 or ISO-8601, such as 2001-04-01T00:00:00Z.',
  });
}
