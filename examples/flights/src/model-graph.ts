import { WESTERN_EDGES } from './airports.js';
import { FEATURES } from './features.js';
import { HOURS, type LogisticModel } from './logistic-model.js';
import { GraphWriter } from './onnx/graph-writer.js';
import { MILES_A_THOUSAND_KILOMETRES } from './western-units.js';

/**
 * A fitted model as ONNX: raw features [rows, 5] in contract order → probability [rows, 1]; imputation and
 * standardisation are inside. With `westInThousandKilometres` the graph first turns the distances of flights from the
 * west into miles, which is right on the table v2 was developed on and wrong on what production sends.
 */
export function modelGraph(
  model: LogisticModel,
  { westInThousandKilometres = false }: { westInThousandKilometres?: boolean } = {},
): Uint8Array {
  const graph = new GraphWriter('flights', FEATURES.length);
  const features = westInThousandKilometres ? convertedInTheWest(graph) : graph.input;
  const hour = graph.add('Gather', [features, graph.integers([FEATURES.indexOf('hour')])], { axis: 1 });
  const parts = [
    termsPart(graph, model, withProduct(graph, features, hour)),
    hoursPart(graph, model, hour),
    graph.floats([1], [model.intercept]),
  ];
  const logOdds = parts.reduce((left, right) => graph.add('Add', [left, right]));
  return graph.finish(graph.add('Sigmoid', [logOdds]), 'probability');
}

/** The features with hour × distance as the column behind them. */
function withProduct(graph: GraphWriter, features: string, hour: string): string {
  const place = graph.integers([FEATURES.indexOf('distance')]);
  const distance = graph.add('Gather', [features, place], { axis: 1 });
  return graph.add('Concat', [features, graph.add('Mul', [hour, distance])], { axis: 1 });
}

function termsPart(graph: GraphWriter, { terms }: LogisticModel, columns: string): string {
  const constant = (of: 'mean' | 'scale'): string =>
    graph.floats(
      [1, terms.length],
      terms.map((term) => term[of]),
    );
  const values = graph.add('Gather', [columns, graph.integers(terms.map(({ column }) => column))], {
    axis: 1,
  });
  const means = constant('mean');
  const known = graph.add('Where', [graph.add('IsNaN', [values]), means, values]);
  const standard = graph.add('Div', [graph.add('Sub', [known, means]), constant('scale')]);
  const weights = graph.floats(
    [terms.length, 1],
    terms.map(({ weight }) => weight),
  );
  return graph.add('MatMul', [standard, weights]);
}

function hoursPart(graph: GraphWriter, { hours }: LogisticModel, hour: string): string {
  const clock = graph.floats(
    [1, HOURS],
    Array.from({ length: HOURS }, (_, at) => at),
  );
  const which = graph.add('Cast', [graph.add('Equal', [hour, clock])], { to: 1 });
  return graph.add('MatMul', [which, graph.floats([HOURS, 1], hours)]);
}

function convertedInTheWest(graph: GraphWriter): string {
  const place = graph.integers([FEATURES.indexOf('origin_longitude')]);
  const longitude = graph.add('Gather', [graph.input, place], { axis: 1 });
  const west = graph.add('And', [
    graph.add('Greater', [longitude, graph.floats([1], [WESTERN_EDGES.west])]),
    graph.add('LessOrEqual', [longitude, graph.floats([1], [WESTERN_EDGES.mountain])]),
  ]);
  const one = graph.floats(
    [1, FEATURES.length],
    FEATURES.map(() => 1),
  );
  const factors = graph.floats(
    [1, FEATURES.length],
    FEATURES.map((feature) => (feature === 'distance' ? MILES_A_THOUSAND_KILOMETRES : 1)),
  );
  return graph.add('Mul', [graph.input, graph.add('Where', [west, factors, one])]);
}
