import { describe, expect, test } from '@jest/globals';
import { eventText, summaryText } from './demo-text.js';
import type { PlaySummary } from './play-events.js';

const summary: PlaySummary & { stackSeconds: number } = {
  predictions: 240_123,
  labels: 239_000,
  seconds: 101.5,
  stackSeconds: 9.4,
  ok: true,
  decisions: [
    {
      decision_id: 'd038fc81c8f3d9d5',
      headline: 'ROLLBACK',
      rule: 'T5',
      scope: ['all'],
      window: '2001-02-17T23:00:00.000Z',
      because: "In region west the candidate's matured loss is 93.8 % of 16.",
    },
  ],
  met: [{ id: 'rollback-v2', what: 'v2 is taken out.', decisions: ['d038fc81c8f3d9d5'] }],
  missing: [],
  unexpected: [],
};

describe('what the demonstration says', () => {
  test('tells when a decision was made, why, what it means, and how to ask on', () => {
    const text = summaryText(summary, undefined);
    expect(text).toContain('2001-02-17 23:00  ROLLBACK by rule T5  (checkride why d038fc81c8f3d9d5)');
    expect(text).toContain("In region west the candidate's matured loss is 93.8 % of 16.");
    expect(text).toContain('In the story: v2 is taken out.');
    expect(text).toContain('240,123 predictions');
    expect(text).toContain('exactly the decisions');
  });

  test('names what is missing and what nobody expected', () => {
    const text = summaryText(
      {
        ...summary,
        ok: false,
        decisions: [],
        met: [],
        missing: ['rollback-v2 came 0 times'],
        unexpected: ['PAUSE'],
      },
      undefined,
    );
    expect(text).toMatch(/missing +rollback-v2 came 0 times/);
    expect(text).toMatch(/unexpected +PAUSE/);
    expect(text).toContain('not the decisions');
  });

  test('keeps long sentences inside the width of a terminal', () => {
    const text = eventText({
      event: 'story',
      title: 'Spring',
      from: '2001-02-01',
      until: '2001-04-16',
      one_in: 5,
      real: ['word '.repeat(60).trim()],
      injected: [{ id: 'v2-fault', what: 'It converts miles.' }],
    });
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(text).toContain('It converts miles. (v2-fault)');
    expect(text).toContain('one flight in 5');
  });
});
