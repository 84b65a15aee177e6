import { z } from 'zod';
import { CheckrideError } from '@checkride/domain/errors';

const clockRequest = z.strictObject({ model: z.string().min(1), at: z.int().nonnegative() });

/** Which model's clock moves to when (ms). CHK_COMMAND_REFUSED when the request says neither. */
export function readClock(body: unknown): z.infer<typeof clockRequest> {
  const parsed = clockRequest.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new CheckrideError(
    'CHK_COMMAND_REFUSED',
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
    { remedy: 'Send {"model": "…", "at": milliseconds}.' },
  );
}
