import { z } from 'zod';

/** How the controller is set up by the environment. */
export const controllerConfig = z
  .object({
    /** Partitions of a model's data topics when the controller creates them. */
    CHECKRIDE_DATA_PARTITIONS: z.coerce.number().int().min(1).max(256).default(4),
    /** Address that notifications are posted to as JSON; without one they are logged only. */
    CHECKRIDE_NOTIFY_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
    /** How long a dead instance's models wait for the next one, ms. */
    CHECKRIDE_SESSION_TIMEOUT_MS: z.coerce.number().int().min(1_000).max(300_000).optional(),
  })
  .transform((env) => ({
    dataPartitions: env.CHECKRIDE_DATA_PARTITIONS,
    webhook: env.CHECKRIDE_NOTIFY_WEBHOOK ?? null,
    sessionTimeoutMs: env.CHECKRIDE_SESSION_TIMEOUT_MS,
  }));

/** The controller's own settings. */
export type ControllerConfig = z.infer<typeof controllerConfig>;
