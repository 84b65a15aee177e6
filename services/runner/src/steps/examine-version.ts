import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Rows } from '../rows.js';
import { measure, missingRate, parity, type Figures } from './measure.js';

/** A version's figures on validation rows: over all rows, and for each value of each segment as `metric{segment=value}`. */
export function examineVersion(contract: ModelContract, rows: Rows, scores: ArrayLike<number>): Figures {
  const figures: Record<string, number> = {
    ...measure(contract.task, contract.threshold, rows.labels, scores),
    missing_rate: missingRate(rows),
  };
  for (const [segment, values] of Object.entries(rows.segments)) {
    const difference = parity(values, scores, contract.threshold);
    if (difference !== null) figures[`parity{${segment}}`] = difference;
    for (const [value, positions] of positionsByValue(values)) {
      const some = measure(
        contract.task,
        contract.threshold,
        positions.map((row) => rows.labels[row] ?? Number.NaN),
        positions.map((row) => scores[row] ?? Number.NaN),
      );
      for (const [metric, figure] of Object.entries(some)) figures[`${metric}{${segment}=${value}}`] = figure;
    }
  }
  return figures;
}

function positionsByValue(values: readonly string[]): Map<string, number[]> {
  const positions = new Map<string, number[]>();
  values.forEach((value, row) => {
    const list = positions.get(value);
    if (list) list.push(row);
    else positions.set(value, [row]);
  });
  return positions;
}
