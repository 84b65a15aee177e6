import type { Cell, Column, Example } from './example.js';

const MOST_BINS = 12;
/** A category seen in a smaller share of the rows is counted with the others. */
const LEAST_SHARE = 0.005;

/** The levels of one column: level 0 is what was missing or never seen. */
export interface Levels {
  readonly count: number;
  readonly levelOf: (cell: Cell) => number;
}

/** Cuts a column of training rows into levels: numbers at their quantiles, categories by name. */
export function levelsOf({ kind }: Column, place: number, rows: readonly Example[]): Levels {
  return kind === 'number' ? numberLevels(place, rows) : categoryLevels(place, rows);
}

function numberLevels(place: number, rows: readonly Example[]): Levels {
  const values = Float64Array.from(
    rows.flatMap(({ cells }) => (typeof cells[place] === 'number' ? [cells[place]] : [])),
  ).sort();
  const edges: number[] = [];
  for (let bin = 1; bin < MOST_BINS; bin += 1) {
    const edge = values[Math.floor((bin * values.length) / MOST_BINS)];
    // A value that fills several bins gives one edge; the lowest value cuts nothing off.
    if (edge !== undefined && edge > (edges.at(-1) ?? values[0]!)) edges.push(edge);
  }
  return {
    count: edges.length + 2,
    levelOf(cell) {
      if (typeof cell !== 'number') return 0;
      let bin = 0;
      while (bin < edges.length && cell >= edges[bin]!) bin += 1;
      return bin + 1;
    },
  };
}

function categoryLevels(place: number, rows: readonly Example[]): Levels {
  const counts = new Map<string, number>();
  for (const { cells } of rows) {
    const cell = cells[place];
    if (typeof cell === 'string') counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const named = [...counts].filter(([, n]) => n >= LEAST_SHARE * rows.length).map(([name]) => name);
  const levels = new Map(named.sort().map((name, i) => [name, i + 1]));
  return {
    count: levels.size + 1,
    levelOf: (cell) => (typeof cell === 'string' ? (levels.get(cell) ?? 0) : 0),
  };
}
