import { describe, expect, test } from '@jest/globals';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Folded, LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { firstHead } from '../head.js';
import { ledgerPart, overduePart } from './ledger-part.js';
import type { LedgerView } from './ledger-part.js';

const HOUR = 3_600_000;
const contract = { source: { lag: 2, clock: 'replay' }, windows: { base_ms: HOUR } } as ModelContract;
const head = firstHead(0);

const view = (
  ticks: Record<number, [ledger: number, route: number]>,
  entries: (number | null)[],
  routes = 1,
): LedgerView => ({
  folded: new Map(
    Object.entries(ticks).map(([tick, [ledger_seq, route_revision]]) => [
      Number(tick),
      { window: [Number(tick), Number(tick) + HOUR], ledger_seq, route_revision } as unknown as Folded,
    ]),
  ),
  entries: new Map(entries.map((at, i) => [i + 1, { seq: i + 1, at } as LedgerEntry])),
  routes,
});
const seqs = (part: ReturnType<typeof ledgerPart>) =>
  part.ready ? part.entries.map(({ seq }) => seq) : part.waitsFor;

describe('results of examinations', () => {
  const told = (n: number) => [{ kind: 'examination', n }];
  const examined: LedgerView = {
    folded: new Map(
      [0, HOUR, 2 * HOUR, 3 * HOUR].map((tick) => [
        tick,
        {
          window: [tick, tick + HOUR],
          ledger_seq: 0,
          route_revision: 1,
          ...(tick === HOUR ? {} : { results: told(tick / HOUR) }),
        } as unknown as Folded,
      ]),
    ),
    entries: new Map(),
    routes: 1,
  };
  const results = (part: ReturnType<typeof ledgerPart>) => (part.ready ? part.results : part.waitsFor);

  test('come with the tick they were folded under, and no later one', () => {
    expect(results(ledgerPart(examined, head, contract, 2 * HOUR))).toEqual(told(0));
    const after = { ...head, examined: 0 };
    expect(results(ledgerPart(examined, after, contract, 3 * HOUR))).toEqual([]);
    expect(results(ledgerPart(examined, { ...head, examined: HOUR }, contract, 4 * HOUR))).toEqual(told(2));
  });

  test('of ticks that a late report passed over come with the next', () => {
    expect(results(ledgerPart(examined, { ...head, examined: 0 }, contract, 5 * HOUR))).toEqual([
      ...told(2),
      ...told(3),
    ]);
  });
});

describe('the ledger part of a report', () => {
  test('before the first tick carries what happened before any, and waits for nobody', () => {
    const part = ledgerPart(view({}, [null, null, HOUR]), head, contract, HOUR);
    expect(part).toMatchObject({ ready: true, folded: null });
    expect(seqs(part)).toEqual([1, 2]);
  });

  test('waits for the tick lag windows ago', () => {
    expect(seqs(ledgerPart(view({ [HOUR]: [0, 1] }, []), head, contract, 2 * HOUR))).toMatch(
      /fold tick 1970-01-01T00:00/,
    );
    expect(ledgerPart(view({ 0: [0, 1] }, []), head, contract, 2 * HOUR)).toMatchObject({
      ready: true,
      folded: 0,
    });
  });

  test('carries exactly what that tick had folded, whatever else was read meanwhile', () => {
    const read = view({ 0: [2, 1], [HOUR]: [4, 1] }, [null, 0, 0, HOUR]);
    expect(seqs(ledgerPart(read, head, contract, 2 * HOUR))).toEqual([1, 2]);
    expect(seqs(ledgerPart(read, { ...head, ledger: 2 }, contract, 3 * HOUR))).toEqual([3, 4]);
  });

  test('waits for entries and routes the tick speaks of, since topics are read at their own speeds', () => {
    expect(seqs(ledgerPart(view({ 0: [2, 1] }, [null]), head, contract, 2 * HOUR))).toBe('ledger entry 2');
    expect(seqs(ledgerPart(view({ 0: [1, 3] }, [null], 2), head, contract, 2 * HOUR))).toBe(
      'route revision 3',
    );
  });

  test('that waited too long answers for the newest tick folded before its window', () => {
    const read = view({ 0: [1, 1], [HOUR]: [2, 1], [7 * HOUR]: [3, 1] }, [null, 0, HOUR]);
    expect(overduePart(read, head, 7 * HOUR)).toMatchObject({ folded: HOUR });
    expect(seqs(overduePart(read, head, 7 * HOUR))).toEqual([1, 2]);
    expect(overduePart(view({}, []), head, HOUR)).toEqual({
      ready: true,
      entries: [],
      results: [],
      folded: null,
    });
  });
});
