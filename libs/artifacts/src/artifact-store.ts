import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '@checkride/domain/canonical';
import { CheckrideError } from '@checkride/domain/errors';

/** Model files (or any bytes) under the name of their own content; an entry never changes and is never half written. */
export interface ArtifactStore {
  /** Keeps the bytes durably and answers their digest (SHA-256, 64 hex digits); the same bytes again are no-op. */
  put(bytes: Uint8Array): Promise<string>;
  /** Reads an entry and checks it against its name: CHK_ARTIFACT_MISSING or CHK_ARTIFACT_CORRUPT. */
  get(digest: string): Promise<Uint8Array>;
  /** Whether an entry is there; says nothing about its content. */
  has(digest: string): Promise<boolean>;
  /** The file of an entry, there or not: CHK_ARTIFACT_MISSING for what is no digest. */
  path(digest: string): string;
}

/** Opens a store on a folder, which is created by the first `put`; several processes may share it. */
export function createArtifactStore(folder: string): ArtifactStore {
  const path = (digest: string): string => {
    if (!/^[0-9a-f]{64}$/.test(digest)) {
      throw new CheckrideError('CHK_ARTIFACT_MISSING', `"${digest}" is not an artifact digest`, {
        remedy: 'Name the artifact by the 64 hex digits of its SHA-256.',
      });
    }
    return join(folder, digest.slice(0, 2), digest);
  };

  const store: ArtifactStore = {
    path,
    async put(bytes) {
      const digest = sha256(bytes);
      const intact = await store.get(digest).then(
        () => true,
        () => false,
      );
      if (!intact) await writeDurably(path(digest), bytes);
      return digest;
    },
    get: (digest) => readVerified(path(digest), digest),
    has: (digest) =>
      stat(path(digest)).then(
        (entry) => entry.isFile(),
        () => false,
      ),
  };
  return store;
}

/** Reads a file that must hash to the digest: CHK_ARTIFACT_MISSING when absent, CHK_ARTIFACT_CORRUPT when it differs. */
export async function readVerified(file: string, digest: string): Promise<Uint8Array> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new CheckrideError('CHK_ARTIFACT_MISSING', `artifact ${digest} cannot be read from ${file}`, {
      cause,
      remedy: 'Register the version again, or point this service at the folder where it was registered.',
    });
  });
  const found = sha256(bytes);
  if (found === digest) return bytes;
  throw new CheckrideError(
    'CHK_ARTIFACT_CORRUPT',
    `artifact file ${file} holds ${found}, not what its name says`,
    {
      remedy: 'Delete the file and register the version again.',
      context: { digest, found },
    },
  );
}

/** The name appears only with the whole content behind it, and survives a power cut once this returns. */
async function writeDurably(file: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  try {
    const handle = await open(draft, 'wx');
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  for (const parent of [folder, dirname(folder)]) await syncFolder(parent);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
