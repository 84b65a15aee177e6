import { canonicalJson, sha256 } from '@checkride/domain/canonical';
import { pick, type Rows } from '../rows.js';

/** Rows kept with an artifact, and what it answered to them when it was registered. Missing values are null. */
export interface GoldenRows {
  readonly features: readonly Readonly<Record<string, number | string | null>>[];
  readonly scores: readonly number[];
}

const GOLDEN = 32;

/** The validation rows with the smallest hash of their ids, with their scores, as bytes that equal rows make equal. */
export function goldenRows(rows: Rows, scores: Float64Array): Buffer {
  const order = rows.ids
    .map((id, place) => ({ hash: sha256(id), place }))
    .sort((a, b) => (a.hash < b.hash ? -1 : a.hash > b.hash ? 1 : a.place - b.place))
    .slice(0, GOLDEN)
    .map(({ place }) => place);
  const some = pick(rows, order);
  const golden: GoldenRows = {
    features: order.map((_, row) => ({
      ...Object.fromEntries(
        Object.entries(some.numbers).map(([name, column]) => [name, finite(column[row] ?? Number.NaN)]),
      ),
      ...Object.fromEntries(
        Object.entries(some.categories).map(([name, column]) => [name, column[row] ?? null]),
      ),
    })),
    scores: order.map((place) => scores[place] ?? Number.NaN),
  };
  return Buffer.from(canonicalJson(golden));
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The rows again. */
export const readGoldenRows = (bytes: Uint8Array): GoldenRows =>
  JSON.parse(Buffer.from(bytes).toString('utf8')) as GoldenRows;
