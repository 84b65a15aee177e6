import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openScratch } from './scratch.js';

let place: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'scratch-'));
});
afterEach(() => rmSync(place, { recursive: true }));

describe('scratch files', () => {
  test('hold the bytes as they came and go when told', async () => {
    const file = await openScratch(place, '/no/such/memory').write([
      Buffer.from([0x0a, 0x0a]),
      Buffer.from([0x00]),
    ]);
    expect(readFileSync(file.path)).toEqual(Buffer.from([0x0a, 0x0a, 0x00]));
    expect(file.bytes).toBe(3);
    await file.remove();
    expect(existsSync(file.path)).toBe(false);
  });

  test('lie in the data directory where there is no memory file system', async () => {
    const file = await openScratch(place, '/no/such/memory').write([Buffer.from('x')]);
    expect(file.path.startsWith(place)).toBe(true);
  });

  test('of a server that was killed are gone at the next start', async () => {
    const memory = join(place, 'memory');
    mkdirSync(memory);
    await openScratch(place, memory).write([Buffer.from('left')]);
    const [folder = ''] = readdirSync(memory);
    openScratch(place, memory);
    expect(readdirSync(join(memory, folder))).toEqual([]);
  });

  test('of a broken upload are removed', async () => {
    const scratch = openScratch(place, '/no/such/memory');
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.from('half');
      throw new Error('client gone');
    }
    await expect(scratch.write(broken())).rejects.toThrow('client gone');
    expect(readdirSync(join(place, 'scratch'))).toEqual([]);
  });
});
