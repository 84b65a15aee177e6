import { describe, expect, test } from '@jest/globals';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { firstHead } from '../head.js';
import type { CountedLetter } from './dead-letter-counts.js';
import { reportWindows, STALL_MS } from './report-windows.js';
import type { ReportContext } from './report-windows.js';
import { trackOf } from './track.js';

const MINUTE = 60_000;
const record = (clock: 'live' | 'replay'): ModelRecord =>
  ({
    model: 'm',
    contract_version: 1,
    contract_digest: 'd',
    slots: [],
    reference: null,
    contract: {
      model: 'm',
      source: { clock, lag: 1, predictions: 'p' },
      windows: { base_ms: MINUTE, lateness_ms: 5_000, drift_ms: MINUTE },
      features: [],
      labels: null,
    },
  }) as unknown as ModelRecord;

function reported(clock: 'live' | 'replay', windows: number, more: Partial<ReportContext> = {}) {
  const track = trackOf('m', 1, firstHead(0));
  for (let i = 0; i < windows; i += 1) {
    track.pending.push({
      record: record(clock),
      countedAt: 1_000,
      evidence: {
        window: [i * MINUTE, (i + 1) * MINUTE],
        serving: [],
        contrasts: [],
        assignments: [],
        late: [],
        cohorts: [],
        drift: [],
        driftPast: [],
        kpis: [],
        changes: [],
        corrections: [],
        fleet: { models: 0, breaking: 0, by_source: {} },
      },
    });
  }
  return reportWindows(track as Parameters<typeof reportWindows>[0], {
    view: { folded: new Map(), entries: new Map(), routes: 0, routeRecords: [] },
    letters: [],
    frontier: windows * MINUTE,
    now: windows * MINUTE,
    elapsed: 1_000,
    ...more,
  });
}

describe('counted windows', () => {
  test('are reported up to the first that waits for the controller', () => {
    const { reports, head, waitsFor } = reported('replay', 3, { elapsed: 1e9 });
    expect(reports.map(({ seq, window }) => [seq, window[0]])).toEqual([[1, 0]]);
    expect(head).toMatchObject({ seq: 1, next: MINUTE });
    expect(waitsFor).toContain('fold tick');
  });

  test('live wait 30 s for it, then go out stalled and say why', () => {
    expect(reported('live', 2, { elapsed: 1_000 + STALL_MS - 1 }).reports).toHaveLength(1);
    const { reports } = reported('live', 2, { elapsed: 1_000 + STALL_MS });
    expect(reports.map(({ freshness }) => freshness.stalled)).toEqual([false, true]);
    expect(reports[1]?.freshness.stalled_because).toContain('waited 30 s');
  });

  test('live are stalled when the frontier is more than 30 s behind; on the replay clock never', () => {
    const now = MINUTE + STALL_MS + 1;
    expect(reported('live', 1, { now }).reports[0]?.freshness.stalled).toBe(true);
    expect(reported('replay', 1, { now }).reports[0]?.freshness.stalled).toBe(false);
  });

  test('count the dead letters that arrived between the last report and theirs', () => {
    const letter = (appended_at: number, more: Partial<CountedLetter> = {}): CountedLetter => ({
      topic: 'p',
      model: 'm',
      reason: 'bad_type',
      appended_at,
      ...more,
    });
    const { reports } = reported('live', 1, {
      letters: [
        letter(4_999),
        letter(5_000),
        letter(MINUTE + 4_999, { model: null, reason: 'undecodable' }),
        letter(MINUTE + 5_000),
        letter(10_000, { model: 'other' }),
        letter(10_000, { topic: 'l' }),
        letter(10_000, { model: null, topic: 'elsewhere' }),
      ],
    });
    expect(reports[0]?.dead_letters).toEqual({ bad_type: 1, 'l.bad_type': 1, undecodable: 1 });
  });
});
