import type { LabelProducer } from '@checkride/client/labels';
import type { LockStep } from '@checkride/client/lock-step';
import type { ServingClient } from '@checkride/client/serving';
import type { ScoreRow, SimulatedHour } from './stream.js';

const MOST_ROWS = 1_000;

/** How far the replay is. */
export interface Played {
  readonly hour: number;
  readonly predictions: number;
  readonly labels: number;
}

/** Plays hours in lock-step: scores through serving, labels to their topic, then both clocks move on. */
export async function playHours(of: {
  hours: Iterable<SimulatedHour>;
  lockStep: LockStep;
  serving: ServingClient;
  labels: LabelProducer;
  onHour: (played: Played) => void;
}): Promise<Played> {
  const { lockStep, serving, labels } = of;
  let played: Played = { hour: 0, predictions: 0, labels: 0 };
  for (const { start, end, rows, labels: arriving } of of.hours) {
    const revision = await lockStep.mayEmit(start);
    const scored = (async () => {
      for (let from = 0; from < rows.length; from += MOST_ROWS)
        await score(serving, rows.slice(from, from + MOST_ROWS), revision);
      await serving.setClock('flights', end);
    })();
    // Sent together, they reach each partition in this order.
    const labelled = Promise.all([
      labels.send(
        arriving.map(({ prediction_id, predicted_at, value, observed_at }) => ({
          label: {
            prediction_id,
            model: 'flights',
            predicted_at,
            value,
            observed_at,
            revision: 0,
            source: 'landings',
          },
          arrivedAt: observed_at,
        })),
      ),
      labels.setClock(end),
    ]);
    await Promise.all([scored, labelled]);
    played = {
      hour: start,
      predictions: played.predictions + rows.length,
      labels: played.labels + arriving.length,
    };
    of.onHour(played);
  }
  return played;
}

async function score(
  serving: ServingClient,
  rows: readonly ScoreRow[],
  revision: number | undefined,
): Promise<void> {
  const { answers } = await serving.score('flights', rows, revision);
  const failed = answers.find(({ status }) => status !== 'ok');
  if (failed) throw new Error(`flight ${failed.id} was not scored: ${failed.error_code}`);
}
