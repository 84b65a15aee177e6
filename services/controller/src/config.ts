import { z } from 'zod';

/** How the controller is set up by the environment. */
export const controllerConfig = z
  .object({
    /** Partitions of a model's data topics when the controller creates them. */
    CHECKRIDE_DATA_PARTITIONS: z.coerce.number().int().min(1).max(256).default(4),
    /** Address that notifications are posted to as JSON; without one they are logged only. */
    CHECKRIDE_NOTIFY_WEBHOOK: z.url({ protocol: /^https?$/ }).optional(),
  })
  .transform((env) => ({
    dataPartitions: env.CHECKRIDE_DATA_PARTITIONS,
    webhook: env.CHECKRIDE_NOTIFY_WEBHOOK ?? null,
  }));

export type ControllerConfig = z.infer<typeof controllerConfig>;
