import { REGIONS } from './airports.js';
import { FEATURES, featuresOf } from './features.js';
import { firstRowAt } from './injected-world.js';
import { fitLogistic } from './logistic.js';
import { predict } from './logistic-model.js';
import { measureScores } from './measure.js';
import { readFlights } from './read-flights.js';
import { countRegions, createWorld, simulatedHours, type World } from './stream.js';
import { readStory } from './story.js';
import type { TrainingRows } from './training-rows.js';

/** `node dist/report.js` prints what the data hold and how well January's model does on the months after. */
const story = { ...readStory(), injections: [] };
const flights = await timed('read from Parquet', () => readFlights({ until: story.until }));
const world = await timed('late flights and trailing rates', () => createWorld(flights, story));
const streamed = await timed('hours of the stream', () => {
  let [rows, labels] = [0, 0];
  for (const hour of simulatedHours(world, story)) {
    rows += hour.rows.length;
    labels += hour.labels.length;
  }
  return { rows, labels };
});
console.log(
  `${flights.count} flights before ${story.until}; streamed ${streamed.rows} rows, ${streamed.labels} labels`,
);

const shares = countRegions(flights).map(
  (count, place) => `${REGIONS[place]} ${percent(count / flights.count)}`,
);
console.log(`by region: ${shares.join(', ')}`);
console.log(`delays below −120 minutes: ${flights.delay.filter((minutes) => minutes < -120).length}`);

const live = firstRowAt(flights, Date.parse(story.from));
const january = rowsOf(world, 0, live);
const model = await timed('fit of January', () => fitLogistic(january, 'plain'));
print('January', january);
print('after January', rowsOf(world, live, flights.count));

function print(name: string, rows: TrainingRows): void {
  const scores = Float64Array.from({ length: rows.count }, (_, row) =>
    predict(model, rows.values, row * FEATURES.length),
  );
  const { auc, brier, late_share } = measureScores(scores, rows.labels);
  console.log(`${name}: AUC ${auc?.toFixed(4)}, Brier ${brier.toFixed(4)}, late ${percent(late_share)}`);
}

function rowsOf({ flights: all, late, rates }: World, from: number, until: number): TrainingRows {
  const values = new Float32Array((until - from) * FEATURES.length);
  for (let row = from; row < until; row++) {
    const features = featuresOf(all, rates, row);
    FEATURES.forEach((name, column) => {
      values[(row - from) * FEATURES.length + column] = features[name];
    });
  }
  return { count: until - from, values, labels: late.slice(from, until) };
}

async function timed<T>(what: string, work: () => T | Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  console.log(`${what}: ${Math.round(performance.now() - begin)} ms`);
  return result;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
