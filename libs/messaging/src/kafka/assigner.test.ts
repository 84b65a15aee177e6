import { describe, expect, it } from '@jest/globals';
import { coPartitioned, spread } from './assigner.js';

const partitions = (count: number): number[] => Array.from({ length: count }, (_, at) => at);

describe('co-partitioned assignment', () => {
  it('gives one member the same partition numbers of every topic, whatever the order members came in', () => {
    const topics = { a: partitions(12), b: partitions(12) };
    const given = coPartitioned(['m2', 'm1', 'm3'], topics);
    expect(given).toEqual(coPartitioned(['m3', 'm1', 'm2'], topics));
    for (const mine of given.values()) expect(mine['a']).toEqual(mine['b']);
    expect([...given.values()].flatMap((mine) => mine['a']!).sort((x, y) => x - y)).toEqual(partitions(12));
  });
});

describe('spread assignment', () => {
  it('gives every partition once and members equally many over all topics', () => {
    const given = spread(['m1', 'm2', 'm3'], { a: partitions(4), b: partitions(1), c: partitions(4) });
    const all = [...given.values()].map((mine) =>
      Object.entries(mine).flatMap(([topic, numbers]) => numbers.map((number) => topic + number)),
    );
    expect(all.map((mine) => mine.length)).toEqual([3, 3, 3]);
    expect(new Set(all.flat()).size).toBe(9);
  });
});
