import { createHash } from 'node:crypto';

/** An answer as the test knows it; `offset` orders deliveries, the smallest of an identity is the one that counts. */
export interface Row {
  readonly id: string;
  readonly version: string;
  readonly arm: 'live' | 'shadow';
  readonly eventTime: number;
  readonly appendedAt: number;
  readonly window: number;
  readonly late: boolean;
  readonly offset: number;
  readonly revision: number;
  readonly unit: bigint;
  readonly segments: readonly string[];
  readonly status: 'ok' | 'error' | 'timeout';
  readonly latency: number;
  readonly score: number | null;
  /** Answer and scores of a classifier of several classes. */
  readonly answer?: { readonly class: string; readonly scores: readonly number[] };
  readonly num: readonly (number | null)[];
  readonly num64: readonly (number | null)[];
  readonly cat: readonly (string | null)[];
}

/** What turned out to be true of an answer. */
export interface Truth {
  readonly id: string;
  readonly hour: number;
  readonly revision: number;
  readonly value: number;
  readonly class?: string;
  readonly appendedAt: number;
}

/** Mulberry32: a small generator, so that a seed is a whole data set. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const pick = <T>(random: () => number, values: readonly T[]): T =>
  values[Math.floor(random() * values.length)]!;

const uuidOf = (text: string): string => {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-9${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** How the rows of a test are drawn; times in ms. */
export interface Draw {
  readonly seed: number;
  readonly from: number;
  readonly base: number;
  readonly windows: number;
  readonly rowsPerWindow: number;
  readonly lateness: number;
  readonly labelDelay: number;
}

/**
 * Rows with redeliveries (of on-time rows as well as late), late rows, missing, illegal and unseen values; a candidate v2
 * from route revision 2 in the second third, with one window whose region `west` names both revisions.
 */
export function drawRows({ seed, from, base, windows, rowsPerWindow, lateness, labelDelay }: Draw): {
  rows: Row[];
  truths: Truth[];
} {
  const random = randomOf(seed);
  const rows: Row[] = [];
  const truths: Truth[] = [];
  let offset = 0;
  for (let w = 0; w < windows; w += 1) {
    const start = from + w * base;
    for (let i = 0; i < rowsPerWindow; i += 1) {
      const released = w >= windows / 3;
      const candidate = released && random() < 0.3;
      const region = pick(random, ['east', 'west', 'north']);
      const mixed = w === Math.floor(windows / 2) && region === 'west';
      const eventTime = start + Math.floor(random() * base);
      const isLate = random() < 0.05;
      const row: Row = {
        id: uuidOf(`${seed}/${w}/${i}`),
        version: candidate ? 'v2' : 'v1',
        arm: 'live',
        eventTime,
        appendedAt: isLate ? start + base + lateness + Math.floor(random() * base * 0.5) : start + base,
        window: start,
        late: isLate,
        offset: (offset += 1),
        revision: mixed && random() < 0.5 ? 1 : released ? 2 : 1,
        unit: BigInt(Math.floor(random() * 4000)) * 4611686018427n,
        segments: [region, pick(random, ['low', 'high', 'odd'])],
        status: random() < 0.03 ? 'error' : random() < 0.01 ? 'timeout' : 'ok',
        latency: Math.fround(random() * 120),
        score: random() < 0.02 ? null : random(),
        num: [random() < 0.05 ? null : Math.fround(random() * 110 - 5), random() < 0.5 ? 1 : 0],
        num64: [random() < 0.01 ? null : random() * 1e12],
        cat: [pick(random, ['a', 'b', 'c', 'zebra', null])],
      };
      rows.push(row);
      if (random() < 0.1)
        rows.push({
          ...row,
          offset: (offset += 1),
          score: 0.123,
          latency: 1,
          appendedAt: row.appendedAt + 1,
        });
      if (!isLate && random() < 0.03)
        rows.push({ ...row, late: true, offset: (offset += 1), appendedAt: start + base + lateness + 1_000 });
      if (random() < 0.9) truths.push(...truthsOf(row, random, labelDelay));
    }
  }
  for (let i = 0; i < rowsPerWindow; i += 1) {
    const row = rows[Math.floor(random() * rows.length)]!;
    if (row.arm === 'live' && !row.late)
      rows.push({ ...row, arm: 'shadow', version: 'v3', offset: (offset += 1) });
  }
  return { rows, truths };
}

function truthsOf(row: Row, random: () => number, delay: number): Truth[] {
  const hour = Math.floor(row.eventTime / 3_600_000) * 3_600_000;
  const first = { id: row.id, hour, revision: 0, value: random() < 0.4 ? 1 : 0 };
  const appendedAt = row.eventTime + Math.floor(random() * delay * 1.05);
  return random() < 0.1
    ? [
        { ...first, appendedAt },
        { ...first, revision: 1, value: 1 - first.value, appendedAt: appendedAt + Math.floor(delay / 3) },
      ]
    : [{ ...first, appendedAt }];
}
