import { z } from 'zod';

/** How the monitor is set up by the environment. */
export const monitorConfig = z
  .object({
    /** Consumer group and prefix of transactional ids; another name is another monitor. */
    CHECKRIDE_MONITOR_GROUP: z.string().default('checkride-monitor'),
    /** How long a dead instance's models wait for the next one, ms. */
    CHECKRIDE_SESSION_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(300_000).optional(),
  })
  .transform((env) => ({
    group: env.CHECKRIDE_MONITOR_GROUP,
    sessionTimeoutMs: env.CHECKRIDE_SESSION_TIMEOUT_MS,
  }));

export type MonitorConfig = z.infer<typeof monitorConfig>;
