import { z } from 'zod';

/** How the judge is set up by the environment. */
export const judgeConfig = z
  .object({
    /** How long a dead instance's models wait for the next one, ms. */
    CHECKRIDE_SESSION_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(300_000).optional(),
  })
  .transform((env) => ({ sessionTimeoutMs: env.CHECKRIDE_SESSION_TIMEOUT_MS }));

/** The judge's own settings. */
export type JudgeConfig = z.infer<typeof judgeConfig>;
