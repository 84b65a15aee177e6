import { join } from 'node:path';
import { z } from 'zod';

/** How the console is set up by the environment. */
export const consoleConfig = z
  .object({
    CHECKRIDE_HOME: z.string().default('.checkride'),
    CONSOLE_HOST: z.string().default('127.0.0.1'),
    CONSOLE_PORT: z.coerce.number().int().min(0).max(65_535).default(18_000),
  })
  .transform((env) => ({
    host: env.CONSOLE_HOST,
    port: env.CONSOLE_PORT,
    tokenFile: join(env.CHECKRIDE_HOME, 'token'),
  }));
