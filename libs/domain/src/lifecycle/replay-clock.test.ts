import { describe, expect, test } from '@jest/globals';
import { axis, HOUR, resultOf, Scenario } from './testing/scenario.js';

const LAG = 3;

function replaying(): Scenario {
  const life = new Scenario();
  life.startServing({ source: { predictions: 'p', clock: 'replay', lag: LAG } });
  life.tick(5);
  return life;
}

const retrain = { model: [axis('retrain', 'T11', { range: [0, 1] as const })] };

describe('on the replay clock', () => {
  test('a job is outstanding in the tick it was ordered under, and settled as soon as its result is there', () => {
    const life = replaying();
    life.decide(retrain);
    life.tick(1);
    const { job_id } = life.outstanding()[0]!;
    expect(life.folded.at(-1)).toMatchObject({ window: [5 * HOUR, 6 * HOUR], outstanding_jobs: [job_id] });
    expect(life.finish()).toEqual([{ kind: 'job-settled', model: 'flights', job_id }]);
    life.tick(1);
    expect(life.folded.at(-1)?.outstanding_jobs).toEqual([]);
  });

  test('its result takes effect lag windows after the order, however early it arrived', () => {
    const after = [0, 1, 2].map((delay) => {
      const life = replaying();
      life.decide(retrain);
      life.tick(1 + delay);
      life.finish();
      life.tick(LAG - delay);
      return { ledger: life.ledger, jobs: life.state?.jobs };
    });
    expect(after[0]?.ledger.at(-1)).toMatchObject({
      action: 'validate',
      answer: 'applied',
      at: (5 + LAG) * HOUR,
    });
    expect(after[1]).toEqual(after[0]);
    expect(after[2]).toEqual(after[0]);
  });

  test('results due at one tick are taken in the order of the orders, not of arrival', () => {
    const orders = [
      [0, 1],
      [1, 0],
    ].map((arrival) => {
      const life = replaying();
      life.retrain({ version: 'a' });
      life.retrain({ version: 'b' });
      const jobs = life.outstanding();
      for (const index of arrival) life.feed({ kind: 'job-event', event: resultOf(jobs[index]!, 'passes') });
      life.tick(LAG + 1);
      return life.ledger.map(({ transition_id }) => transition_id);
    });
    expect(orders[1]).toEqual(orders[0]);
  });

  test('a command with a moment is held until that tick', () => {
    const life = replaying();
    expect(life.retrain({ at: 8 * HOUR })).toEqual([]);
    life.tick(3);
    expect(life.state?.jobs).toEqual([]);
    life.tick(1);
    expect(life.outstanding()).toEqual([expect.objectContaining({ ordered_at: 8 * HOUR })]);
    expect(life.ledger.at(-1)).toMatchObject({ at: 8 * HOUR, cause: { kind: 'command', actor: 'ada' } });
  });

  test('a command whose moment has passed happens at once', () => {
    const life = replaying();
    life.retrain({ at: 2 * HOUR });
    expect(life.ledger.at(-1)).toMatchObject({ action: 'retrain', answer: 'applied', at: 5 * HOUR });
  });

  test('every tick is acknowledged with the route revision and the ledger so far', () => {
    const life = replaying();
    expect(life.folded.map(({ window, route_revision }) => [window[0] / HOUR, route_revision])).toEqual(
      [0, 1, 2, 3, 4].map((hour) => [hour, 1]),
    );
    expect(life.folded.at(-1)?.ledger_seq).toBe(life.ledger.length);
  });
});

test('on the live clock a result takes effect when it arrives', () => {
  const life = new Scenario();
  life.startServing();
  life.tick(1);
  life.retrain();
  life.finish();
  expect(life.ledger.at(-1)).toMatchObject({ action: 'validate', answer: 'applied' });
});
