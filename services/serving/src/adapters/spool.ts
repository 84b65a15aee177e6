import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OutboundRecord } from '@checkride/messaging/records';

/** Records kept on disk while Kafka is away: a bounded queue of batches that survives the process. */
export interface Spool {
  /** Keeps a batch durably; false when the bound would be passed. */
  put(records: readonly OutboundRecord[]): Promise<boolean>;
  /** The oldest batch, if any; it stays until `remove`. */
  oldest(): Promise<{ readonly name: string; readonly records: readonly OutboundRecord[] } | undefined>;
  remove(name: string): Promise<void>;
  readonly empty: boolean;
}

interface StoredRecord {
  readonly topic: string;
  readonly partition: number;
  readonly value: string;
  readonly timestamp?: number;
}

/** Opens the spool of a folder, with what an earlier process left in it; `limitBytes` bounds it. */
export async function openSpool(folder: string, limitBytes: number): Promise<Spool> {
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const sizes = new Map<string, number>();
  for (const name of names) sizes.set(name, (await stat(join(folder, name))).size);
  let next = names.length === 0 ? 0 : Number.parseInt(names.at(-1) ?? '0', 10) + 1;
  const used = (): number => [...sizes.values()].reduce((sum, size) => sum + size, 0);

  return {
    async put(records) {
      const text = JSON.stringify(records.map(stored));
      if (used() + text.length > limitBytes) return false;
      const name = `${String(next++).padStart(12, '0')}.json`;
      await writeFile(join(folder, name), text, { flush: true });
      sizes.set(name, text.length);
      return true;
    },
    async oldest() {
      const name = [...sizes.keys()].sort()[0];
      if (name === undefined) return undefined;
      const batch = JSON.parse(await readFile(join(folder, name), 'utf8')) as StoredRecord[];
      return { name, records: batch.map(restored) };
    },
    async remove(name) {
      await rm(join(folder, name), { force: true });
      sizes.delete(name);
    },
    get empty() {
      return sizes.size === 0;
    },
  };
}

const stored = ({ topic, partition, value, timestamp }: OutboundRecord): StoredRecord => ({
  topic,
  partition,
  value: value?.toString('base64') ?? '',
  timestamp,
});
const restored = ({ topic, partition, value, timestamp }: StoredRecord): OutboundRecord => ({
  topic,
  partition,
  key: null,
  value: Buffer.from(value, 'base64'),
  timestamp,
});
