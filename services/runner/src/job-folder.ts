import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobEvent } from '@checkride/domain/jobs';

/** Where one job lives on disk: its data, working copy, logs, outputs and, at the end, its result. */
export interface JobFolder {
  readonly path: string;
  readonly training: string;
  readonly validation: string;
  readonly code: string;
  /** The final event, once there is one: a job runs once by its id, however often it is ordered. */
  done(): Promise<JobEvent | undefined>;
  finish(event: JobEvent): Promise<void>;
  /** Empties the folder of what an interrupted attempt left. */
  clear(): Promise<void>;
}

/** The folder of a job below `home`. */
export function jobFolder(home: string, jobId: string): JobFolder {
  const path = join(home, 'jobs', jobId);
  const marker = join(path, 'done.json');
  return {
    path,
    training: join(path, 'training.parquet'),
    validation: join(path, 'validation.parquet'),
    code: join(path, 'code'),
    async done() {
      const text = await readFile(marker, 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined;
        throw error;
      });
      return text === undefined ? undefined : (JSON.parse(text) as JobEvent);
    },
    async finish(event) {
      await writeFile(`${marker}.new`, JSON.stringify(event));
      await rename(`${marker}.new`, marker);
    },
    async clear() {
      await rm(path, { recursive: true, force: true });
      await mkdir(path, { recursive: true });
    },
  };
}
