import { parseArgs } from 'node:util';
import { featuresOf, regionOfRow } from './features.js';
import { firstRowAt } from './injected-world.js';
import { readFlights } from './read-flights.js';
import { createWorld, type World } from './stream.js';
import { writeTrainingFile, type TrainingFileRow } from './training-file.js';
import { asInTheTableOfV2 } from './western-units.js';

/**
 * `node dist/export-history.js --output january.parquet [--one-in 3] [--units-of-v2]` writes January as the runner
 * would export it: what the first versions are trained on, before anything was served.
 */
const { values } = parseArgs({
  options: {
    output: { type: 'string' },
    'one-in': { type: 'string', default: '3' },
    'units-of-v2': { type: 'boolean', default: false },
  },
});
const oneIn = Number(values['one-in']);
if (values.output === undefined || !(oneIn >= 1)) {
  throw new Error('usage: node dist/export-history.js --output january.parquet [--one-in 3] [--units-of-v2]');
}

const world = createWorld(await readFlights({ until: '2001-02-01' }), { injections: [] });
await writeTrainingFile(values.output, january(world));
console.log(values.output);

function* january({ flights, late, rates }: World): Generator<TrainingFileRow> {
  for (let row = firstRowAt(flights, Date.parse('2001-01-01')); row < flights.count; row += oneIn) {
    const features = featuresOf(flights, rates, row);
    const distance = values['units-of-v2']
      ? asInTheTableOfV2(features.distance, features.origin_longitude)
      : features.distance;
    yield {
      row,
      time: flights.departure[row]!,
      region: regionOfRow(flights, row),
      features: { ...features, distance },
      label: late[row]!,
    };
  }
}
