import { mkdirSync, statfsSync } from 'node:fs';
import { CheckrideError } from '@checkride/domain/errors';

/** What a stack should find free: the demo writes about half of it. */
export const MINIMUM_DISK_BYTES = 2 * 2 ** 30;

/** Bytes free for us where `folder` lies. */
export function freeDiskBytes(folder: string): number {
  mkdirSync(folder, { recursive: true });
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** Throws CHK_DISK_LOW when less than `minimum` bytes are free. */
export function assertDisk(folder: string, minimum: number): void {
  const free = freeDiskBytes(folder);
  if (free >= minimum) return;
  throw new CheckrideError(
    'CHK_DISK_LOW',
    `Only ${megabytes(free)} MB are free in ${folder}; ${megabytes(minimum)} MB are needed.`,
    {
      remedy: 'Free some space, or put the data elsewhere with CHECKRIDE_HOME.',
      context: { free, minimum },
    },
  );
}

const megabytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);
