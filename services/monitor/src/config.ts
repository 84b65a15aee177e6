import { z } from 'zod';

/** How the monitor is set up by the environment. */
export const monitorConfig = z
  .object({
    /** Consumer group and prefix of transactional ids; another name is another monitor. */
    CHECKRIDE_MONITOR_GROUP: z.string().default('checkride-monitor'),
  })
  .transform((env) => ({ group: env.CHECKRIDE_MONITOR_GROUP }));

export type MonitorConfig = z.infer<typeof monitorConfig>;
