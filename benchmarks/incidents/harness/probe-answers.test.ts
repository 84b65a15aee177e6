import { describe, expect, test } from '@jest/globals';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import { nullStationary } from '../generators/null-stationary.js';
import type { Episode, SimRecord } from '../interface.js';
import { ours } from './judges.js';
import { play } from './play.js';

const SEED = 3;
const GOLDEN = 6;
const STUCK_FROM = 600;
const MINUTES = 760;

/** A quiet place whose regions answer golden rows every five minutes; from minute 600 on one of them as another version. */
function probedPlace(): Episode {
  const quiet = nullStationary.create(SEED, 'medium');
  const regions = new Set<string>();
  const probes = (index: number): SimRecord[] =>
    [...regions].sort().flatMap((region, place) =>
      Array.from({ length: GOLDEN }, (_, row) => {
        const stuck = place === 0 && index >= STUCK_FROM;
        const at = quiet.start + index * 60_000 + row;
        return {
          topic: 'probes',
          arrivesAt: at,
          value: {
            probe_id: `${region}-${index}-${row}`,
            model: Object(quiet.contract).model,
            version: 'v1',
            region,
            instance: `${region}-1`,
            features: { amount: row },
            prediction: { score: (row + (stuck ? 2 : 1)) / 10 },
            event_time: at,
          },
        };
      }),
    );
  const minute: Episode['minute'] = (index, world) => {
    const records = quiet.minute(index, world);
    for (const { topic, value } of records)
      if (topic === 'predictions') regions.add(String(Object(Object(value).segments).region));
    return index % 5 === 0 ? [...records, ...probes(index)] : records;
  };
  return { ...quiet, minutes: MINUTES, minute };
}

describe('probes of an episode', () => {
  test('tell of the region that answers otherwise than it did, minutes after it does', async () => {
    const { decided } = await play(probedPlace(), createMemoryPanes(), ours);
    const [first] = decided.filter(({ decision: { rule } }) => rule === 'T1');
    expect(first?.decision).toMatchObject({
      reason: 'wrong_artifact',
      scope: [expect.stringMatching(/^region=/)],
      evidence: [expect.objectContaining({ stream: 'probes of v1', kind: 'deterministic' })],
    });
    // Two rounds of six bring more than ten mismatches; the tick that tells them is two windows later.
    expect(first!.minute - STUCK_FROM).toBeLessThanOrEqual(15);
    expect(decided.filter(({ minute, decision: { rule } }) => minute < STUCK_FROM && rule === 'T1')).toEqual(
      [],
    );
  }, 120_000);
});
