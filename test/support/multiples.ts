import { GraphWriter } from '@checkride/example-flights/onnx/graph-writer';

/** A graph that adds its one input to itself so many times, so that every answer is known. */
export function times(factor: number): Uint8Array {
  const graph = new GraphWriter(`times-${factor}`, 1);
  let sum = graph.input;
  for (let i = 1; i < factor; i += 1) sum = graph.add('Add', [sum, graph.input]);
  return graph.finish(sum, 'multiple');
}
