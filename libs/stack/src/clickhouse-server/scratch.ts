import { accessSync, constants, createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createHash } from 'node:crypto';

/** Rows of one request, as a file the engine can read. */
export interface ScratchFile {
  readonly path: string;
  readonly bytes: number;
  remove(): Promise<void>;
}

/** Where the rows of running inserts lie: memory where the system has a file system for it, else the data directory. */
export interface Scratch {
  write(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<ScratchFile>;
}

/** The scratch place of one server directory; files of a server that was killed are removed first. */
export function openScratch(directory: string, memory = '/dev/shm'): Scratch {
  const folder = scratchFolder(directory, memory);
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
  let count = 0;
  return {
    async write(pieces) {
      const path = join(folder, `rows-${(count += 1)}`);
      const file = createWriteStream(path, { mode: 0o600 });
      try {
        await pipeline(pieces, file);
      } catch (error) {
        await unlink(path).catch(() => undefined);
        throw error;
      }
      return { path, bytes: file.bytesWritten, remove: () => unlink(path).catch(() => undefined) };
    },
  };
}

function scratchFolder(directory: string, memory: string): string {
  const owner = createHash('sha256').update(directory).digest('hex').slice(0, 16);
  for (const folder of [join(memory, `checkride-${owner}`), join(directory, 'scratch')]) {
    try {
      if (folder.startsWith(memory)) accessSync(memory, constants.W_OK);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      return folder;
    } catch {
      continue;
    }
  }
  throw new Error(`no place for scratch files: neither ${memory} nor ${directory} can be written`);
}
