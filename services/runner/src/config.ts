import { z } from 'zod';
import { join } from 'node:path';

/** How the runner is set up by the environment. */
export const runnerConfig = z
  .object({
    CHECKRIDE_HOME: z.string().default('.checkride'),
    /** Folder that pipeline files are named from. */
    CHECKRIDE_PROJECT: z.string().default('.'),
    CHECKRIDE_SCORING_THREADS: z.coerce.number().int().min(1).max(64).default(1),
  })
  .transform((env) => ({
    home: env.CHECKRIDE_HOME,
    project: env.CHECKRIDE_PROJECT,
    artifacts: join(env.CHECKRIDE_HOME, 'artifacts'),
    threads: env.CHECKRIDE_SCORING_THREADS,
  }));

export type RunnerConfig = z.infer<typeof runnerConfig>;
