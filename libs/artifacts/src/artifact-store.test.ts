import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createArtifactStore, type ArtifactStore } from './artifact-store.js';

// SHA-256 of "abc", FIPS 180-4 appendix B.1.
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('the artifact store', () => {
  let folder: string;
  let store: ArtifactStore;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'artifacts-'));
    store = createArtifactStore(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('names bytes by their SHA-256 and gives them back', async () => {
    expect(await store.put(Buffer.from('abc'))).toBe(ABC);
    expect(Buffer.from(await store.get(ABC)).toString()).toBe('abc');
    expect(await readFile(store.path(ABC), 'utf8')).toBe('abc');
  });

  it('knows what it has', async () => {
    expect(await store.has(ABC)).toBe(false);
    await store.put(Buffer.from('abc'));
    expect(await store.has(ABC)).toBe(true);
  });

  it('refuses an entry of which one bit was flipped', async () => {
    await store.put(Buffer.from('abc'));
    await writeFile(store.path(ABC), 'abb');
    await expect(store.get(ABC)).rejects.toMatchObject({ code: 'CHK_ARTIFACT_CORRUPT' });
  });

  it('mends a corrupt entry when the right bytes are put again', async () => {
    await store.put(Buffer.from('abc'));
    await writeFile(store.path(ABC), 'abb');
    await store.put(Buffer.from('abc'));
    expect(Buffer.from(await store.get(ABC)).toString()).toBe('abc');
  });

  it('keeps one whole file when the same bytes are put at the same time', async () => {
    await Promise.all(Array.from({ length: 8 }, () => store.put(Buffer.from('abc'))));
    expect(await readdir(join(folder, 'ba'))).toEqual([ABC]);
  });

  it('says that an entry is missing, and that a name is no digest', async () => {
    await expect(store.get(ABC)).rejects.toMatchObject({ code: 'CHK_ARTIFACT_MISSING' });
    expect(() => store.path('../../etc/passwd')).toThrow('not an artifact digest');
  });
});
