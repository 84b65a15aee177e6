import { describe, expect, it } from '@jest/globals';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import { decodeWire, encodeWire } from './wire.js';

const route: RouteRecord = {
  model: 'flights',
  revision: 4,
  release: 'r1',
  release_epoch: 2,
  roles: { '1': 'control', '2': 'candidate' },
  shares: { '*': { '1': 0.95, '2': 0.05 }, west: { '1': 1 } },
  shadow: ['3'],
  artifacts: { '1': 'ab', '2': null },
  step: 1,
  randomised_by: 'unit',
  decided_at: 978_307_200_000,
};
const entry: LedgerEntry = {
  transition_id: '0123456789abcdef',
  model: 'flights',
  seq: 3,
  at: null,
  action: 'rollback',
  answer: 'applied',
  reason: 'T5',
  cause: { kind: 'decision', id: 'd', actor: 'judge' },
  automatic: true,
  release: 'r1',
  release_epoch: 3,
  version: '2',
  target: '1',
  step: null,
  share: 0.1 + 0.2,
  route_revision: 5,
  scope: ['all'],
  range: null,
  gates: [],
};

describe('control records', () => {
  it('come back as they were, with every number to the last bit', () => {
    expect(decodeWire('route', encodeWire('route', route))).toEqual(route);
    const event = { kind: 'entry', entry } as const;
    expect(decodeWire('lifecycle-event', encodeWire('lifecycle-event', event))).toEqual(event);
    const settled = { kind: 'job-settled', model: 'flights', job_id: 'j' } as const;
    expect(decodeWire('lifecycle-event', encodeWire('lifecycle-event', settled))).toEqual(settled);
    const tick = {
      kind: 'tick',
      tick: { model: 'flights', window: [0, 60_000], evidence_seq: 1, evidence_digest: 'd1' },
    } as const;
    expect(decodeWire('decision', encodeWire('decision', tick))).toEqual(tick);
    const frontier = {
      topic: 'predictions.v1',
      partition: 3,
      next_offset: 2 ** 40,
      frontier: 1_700_000_000_000,
    };
    expect(decodeWire('frontier', encodeWire('frontier', frontier))).toEqual(frontier);
    const head = { model: 'm', seq: 7, window: [0, 1], evidence_id: 'e', state: { a: [1] } } as const;
    expect(decodeWire('monitor-head', encodeWire('monitor-head', head))).toEqual(head);
  });

  it('keep the original bytes of a dead letter', () => {
    const letter = {
      topic: 't',
      partition: 0,
      offset: 5,
      model: null,
      reason: 'undecodable',
      detail: 'no schema',
      appended_at: 1,
      key: null,
      value: Buffer.from([0, 1, 2, 255]),
    } as const;
    expect(decodeWire('dead-letter', encodeWire('dead-letter', letter))).toEqual(letter);
  });

  it('are equal bytes for equal values, whatever the order of members', () => {
    const reversed = Object.fromEntries(Object.entries(entry).reverse()) as unknown as LedgerEntry;
    expect(encodeWire('lifecycle-event', { kind: 'entry', entry: reversed })).toEqual(
      encodeWire('lifecycle-event', { kind: 'entry', entry }),
    );
  });

  it('are refused by name when they are of another kind, cut short, or incomplete', () => {
    const bytes = encodeWire('route', route);
    expect(() => decodeWire('frontier', bytes)).toThrow(
      expect.objectContaining({ code: 'CHK_SCHEMA_UNKNOWN' }),
    );
    expect(() => decodeWire('route', bytes.subarray(0, 30))).toThrow(
      expect.objectContaining({ code: 'CHK_SCHEMA_INCOMPATIBLE' }),
    );
    expect(() => decodeWire('route', Buffer.from('{}'))).toThrow(
      expect.objectContaining({ code: 'CHK_SCHEMA_UNKNOWN' }),
    );
    expect(() => encodeWire('route', { ...route, revision: 'four' as unknown as number })).toThrow(
      expect.objectContaining({ code: 'CHK_SCHEMA_INCOMPATIBLE' }),
    );
  });
});
