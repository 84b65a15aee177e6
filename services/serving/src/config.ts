import { hostname } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** How serving is set up by the environment. */
export const servingConfig = z
  .object({
    CHECKRIDE_HOME: z.string().default('.checkride'),
    SERVING_HOST: z.string().default('127.0.0.1'),
    SERVING_PORT: z.coerce.number().int().min(0).max(65_535).default(18_080),
    SERVING_INSTANCE: z.string().optional(),
    /** Bytes of predictions kept on disk while Kafka is away. */
    SERVING_SPOOL_BYTES: z.coerce
      .number()
      .int()
      .positive()
      .default(256 * 1024 * 1024),
    CHECKRIDE_SCORING_THREADS: z.coerce.number().int().min(1).max(64).default(1),
  })
  .transform((env) => ({
    host: env.SERVING_HOST,
    port: env.SERVING_PORT,
    instance: env.SERVING_INSTANCE ?? hostname(),
    artifacts: join(env.CHECKRIDE_HOME, 'artifacts'),
    spool: join(env.CHECKRIDE_HOME, 'serving', 'spool'),
    spoolBytes: env.SERVING_SPOOL_BYTES,
    threads: env.CHECKRIDE_SCORING_THREADS,
  }));

export type ServingConfig = z.infer<typeof servingConfig>;
