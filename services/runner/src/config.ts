import { z } from 'zod';
import { join } from 'node:path';

const probes = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .filter((word) => word !== '')
      .map((word) => {
        const at = word.indexOf('=');
        return { region: at < 0 ? 'all' : word.slice(0, at).trim(), url: word.slice(at + 1).trim() };
      }),
  );

/** How the runner is set up by the environment. */
export const runnerConfig = z
  .object({
    CHECKRIDE_HOME: z.string().default('.checkride'),
    /** Folder that pipeline files are named from. */
    CHECKRIDE_PROJECT: z.string().default('.'),
    /** Servings that golden rows are sent to: `region=URL,region=URL`, or one URL without regions; none by default. */
    CHECKRIDE_PROBES: probes,
    CHECKRIDE_SCORING_THREADS: z.coerce.number().int().min(1).max(64).default(1),
  })
  .transform((env) => ({
    home: env.CHECKRIDE_HOME,
    project: env.CHECKRIDE_PROJECT,
    artifacts: join(env.CHECKRIDE_HOME, 'artifacts'),
    probes: env.CHECKRIDE_PROBES,
    threads: env.CHECKRIDE_SCORING_THREADS,
  }));

export type RunnerConfig = z.infer<typeof runnerConfig>;
