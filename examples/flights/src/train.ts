import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fitLogistic } from './logistic.js';
import { DESIGNS, type Design } from './logistic-model.js';
import { modelGraph } from './model-graph.js';
import { measure } from './measure.js';
import { readTrainingFile } from './training-file.js';
import { inMiles } from './western-units.js';

/**
 * `node dist/train.js --training rows.parquet --output folder [--design plain|distance-by-hour] [--fault west-units]`
 * fits the model and writes `model.onnx` and `metrics.json`.
 */
const { values } = parseArgs({
  options: {
    training: { type: 'string' },
    output: { type: 'string' },
    design: { type: 'string', default: 'plain' },
    fault: { type: 'string' },
  },
});
const { training, output, design, fault } = values;
if (
  training === undefined ||
  output === undefined ||
  !DESIGNS.some((known) => known === design) ||
  (fault !== undefined && fault !== 'west-units')
) {
  throw new Error(
    'usage: node dist/train.js --training rows.parquet --output folder [--design plain|distance-by-hour] [--fault west-units]',
  );
}

const westInThousandKilometres = fault === 'west-units';
const rows = await readTrainingFile(training);
const readInMiles = westInThousandKilometres ? inMiles(rows.values) : rows.values;
const model = fitLogistic({ ...rows, values: readInMiles }, design as Design);
const metrics = {
  rows: rows.count,
  from: new Date(rows.from).toISOString(),
  until: new Date(rows.until).toISOString(),
  ...measure(model, { ...rows, values: readInMiles }),
  model,
};
await mkdir(output, { recursive: true });
await writeFile(join(output, 'model.onnx'), modelGraph(model, { westInThousandKilometres }));
await writeFile(join(output, 'metrics.json'), `${JSON.stringify(metrics, undefined, 2)}\n`);
console.log(`${rows.count} rows, AUC ${metrics.auc?.toFixed(4)} on them`);
