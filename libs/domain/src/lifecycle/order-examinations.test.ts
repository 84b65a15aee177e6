import { describe, expect, test } from '@jest/globals';
import type { ExaminationResult } from '../jobs.js';
import { HOUR, Scenario } from './testing/scenario.js';

const daily = { windows: { base: '1h', drift: '6h' } };
const replayed = {
  ...daily,
  source: { predictions: 'flights.predictions', clock: 'replay', lag: 3 },
};

const result: ExaminationResult = {
  kind: 'examination',
  examinations: [
    {
      kind: 'replay',
      over: [0, 6 * HOUR],
      region: 'west',
      version: 'v1',
      n: 2_000,
      mismatches: 762,
      since: HOUR,
      answered_by: { v1: 1_238 },
      instances: {},
    },
  ],
  counterfactuals: [],
};

function served(contract: Record<string, unknown> = daily): Scenario {
  const life = new Scenario();
  life.startServing(contract);
  return life;
}

const orders = (life: Scenario) => life.outstanding().filter(({ kind }) => kind === 'fidelity');
const answered = (life: Scenario, status: 'succeeded' | 'failed') =>
  life.feed({
    kind: 'job-event',
    event: {
      job_id: orders(life)[0]?.job_id ?? '',
      model: 'flights',
      status,
      detail: 'no artifact',
      result: status === 'succeeded' ? result : null,
    },
  });

describe('a release at its last step', () => {
  const labelled = {
    ...daily,
    source: { predictions: 'flights.predictions', labels: 'flights.labels', clock: 'live' },
    labels: { kind: 'complete', horizon: '2h', at_most: '2h', source: 'test' },
    gates: { deploy: { canary: ['100%'], watch: '24h' } },
  };
  const released = (contract: Record<string, unknown> = labelled): Scenario => {
    const life = new Scenario();
    life.startCanary(contract);
    return life;
  };
  const compared = (life: Scenario) => life.outstanding().filter(({ kind }) => kind === 'counterfactual');

  test('is compared with the version before on rows whose labels are mature', () => {
    const life = released();
    const tick = life.state?.tick ?? 0;
    life.tick((14 * HOUR - tick) / HOUR - 1);
    expect(compared(life)).toMatchObject([
      {
        version: 'v2',
        against: 'v1',
        artifacts: { v1: 'sha-v1', v2: 'sha-v2' },
        data: { from: 6 * HOUR, until: 12 * HOUR },
      },
    ]);
  });

  test('is not compared where labels depend on what was answered', () => {
    const life = released({ ...labelled, labels: { ...labelled.labels, influenced_by_decision: true } });
    life.tick(30);
    expect(compared(life)).toEqual([]);
  });
});

describe('answers of versions with a registered artifact', () => {
  test('are examined once a drift window, by all registered versions', () => {
    const life = served();
    life.tick(5);
    expect(orders(life)).toEqual([]);
    life.tick();
    expect(orders(life)).toMatchObject([
      { data: { from: 0, until: 6 * HOUR }, version: 'v1', artifacts: { v1: 'sha-v1' } },
    ]);
  });

  test('wait while an order is outstanding, and are examined again once it is answered', () => {
    const life = served();
    life.tick(18);
    expect(orders(life)).toHaveLength(1);
    answered(life, 'succeeded');
    life.tick(6);
    expect(orders(life)).toMatchObject([{ data: { from: 18 * HOUR, until: 24 * HOUR } }]);
  });

  test('are told of by the next tick, once', () => {
    const life = served();
    life.tick(6);
    answered(life, 'succeeded');
    life.tick(2);
    expect(life.folded.slice(-3).map(({ results }) => results)).toEqual([undefined, [result], undefined]);
  });

  test('are told of, on the replay clock, by the tick the lag names, whenever the runner was done', () => {
    const life = served(replayed);
    life.tick(6);
    expect(life.folded.at(-1)?.outstanding_jobs).toHaveLength(1);
    answered(life, 'succeeded');
    life.tick(5);
    expect(life.folded.slice(-6).map(({ results }) => results?.length ?? 0)).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('that could not be examined are on the ledger, and nothing else changes', () => {
    const life = served();
    life.tick(6);
    answered(life, 'failed');
    expect(life.story.at(-1)).toBe('notify refused: fidelity_failed: no artifact');
    expect(life.state?.versions['v1']?.stage).toBe('production');
  });
});
