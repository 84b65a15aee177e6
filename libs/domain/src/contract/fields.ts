import { z } from 'zod';
import { parseDuration } from './duration.js';
import { parseGate } from './parse-gate.js';
import type { Gate } from './gate.js';

/** A duration such as `10m`, as ms. */
export const duration = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined) return ms;
  context.addIssue({
    code: 'custom',
    message: `"${text}" is not a duration: write a number and one of ms, s, m, h, d, w`,
  });
  return z.NEVER;
});

/** A fraction, written as a number in [0, 1] or as a percentage. */
export const share = z.union([z.number(), z.string()]).transform((written, context) => {
  const value =
    typeof written === 'number'
      ? written
      : Number(/^(\d+(?:\.\d+)?)%$/.exec(written.trim())?.[1] ?? Number.NaN) / 100;
  if (value >= 0 && value <= 1) return value;
  context.addIssue({
    code: 'custom',
    message: `"${written}" is not a share: write a number between 0 and 1, or a percentage such as 5%`,
  });
  return z.NEVER;
});

/** A gate of the closed grammar. */
export const gate = z.string().transform((text, context): Gate => {
  const parsed = parseGate(text);
  if (!('problem' in parsed)) return parsed;
  context.addIssue({ code: 'custom', message: parsed.problem });
  return z.NEVER;
});

/** A JSON path of the small grammar `$`, `.name`, `['name']`, `[n]`. */
export const jsonPath = z
  .string()
  .regex(
    /^\$(\.[A-Za-z_][\w-]*|\['[^']+'\]|\[\d+\])*$/,
    "a path starts with $ and goes on with .name, ['name'] or [n]",
  );

/** A topic or model name that is safe in Kafka, in SQL views and in file names. */
export const name = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9._-]{0,99}$/,
    'a name starts with a letter and holds letters, digits, dot, dash and underscore',
  );

/** A moment as ISO-8601: a date, or a time in UTC; kept as text, since nothing is computed from it here. */
export const moment = z.union([z.iso.date(), z.iso.datetime()], {
  error: (issue) => `"${String(issue.input)}" is not a time: write 2001-04-01 or 2001-04-01T12:00:00Z`,
});
