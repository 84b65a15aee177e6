import { digest } from '@checkride/domain/canonical';
import type {
  CategoricalReference,
  NumericReference,
  ReferenceProfile,
} from '@checkride/domain/contract/reference-profile';
import { binCounts, categoryCounts } from '@checkride/statistics/drift/bin-counts';
import { freezeGrid } from '@checkride/statistics/drift/grid';
import type { Rows } from '../rows.js';
import type { Figures } from './measure.js';

const SCORE_CELLS = 64;
const CATEGORIES = 100;
const SEGMENT_VALUES = 20;

/** The frozen reference of a version: what its validation rows looked like, with the grid all later windows are binned by. */
export function buildProfile(of: {
  version: string;
  rows: Rows;
  scores: Float64Array;
  trainingRows: number;
  figures: Figures;
}): ReferenceProfile {
  const { rows, scores } = of;
  const body = {
    version: of.version,
    rows: rows.ids.length,
    training_rows: of.trainingRows,
    numeric: Object.entries(rows.numbers).map(([feature, values]) => numericReference(feature, values)),
    categorical: Object.entries(rows.categories).map(([feature, values]) =>
      categoricalReference(feature, values),
    ),
    score: scoreReference(scores),
    segments: Object.fromEntries(
      Object.entries(rows.segments).map(([segment, values]) => [segment, frequent(values, SEGMENT_VALUES)]),
    ),
    metrics: Object.fromEntries(Object.entries(of.figures).filter(([, figure]) => Number.isFinite(figure))),
  };
  return { digest: digest(body), ...body };
}

function numericReference(feature: string, values: readonly number[]): NumericReference {
  const present = values.filter((value) => !Number.isNaN(value)).map(Math.fround);
  const edges = freezeGrid(present);
  const sorted = Float64Array.from(present).sort();
  return {
    feature,
    edges,
    counts: binCounts(edges, present),
    rows: values.length,
    missing: values.length - present.length,
    low: sorted[0] ?? 0,
    high: sorted.at(-1) ?? 0,
  };
}

function categoricalReference(feature: string, values: readonly (string | null)[]): CategoricalReference {
  const present = values.filter((value): value is string => value !== null);
  const known = frequent(present, CATEGORIES);
  return {
    feature,
    values: known,
    counts: categoryCounts(known, present),
    rows: values.length,
    missing: values.length - present.length,
  };
}

function scoreReference(scores: Float64Array): ReferenceProfile['score'] {
  let [low, high] = [0, 1];
  for (const score of scores) {
    if (score < low) low = score;
    if (score > high) high = score;
  }
  const counts = new Array<number>(SCORE_CELLS).fill(0);
  for (const score of scores) {
    const cell = Math.min(SCORE_CELLS - 1, Math.floor(((score - low) / (high - low)) * SCORE_CELLS));
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  return { low, high, counts };
}

/** Most frequent values first, equal counts by name. */
function frequent(values: readonly string[], most: number): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([value]) => value);
}
