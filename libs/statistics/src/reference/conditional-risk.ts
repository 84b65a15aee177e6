import { clusteredError } from './clustered-mean.js';

/** Matured losses of one day in one cell of the reference: region × score bin (0 … 19). */
export interface ReferenceCellDay {
  readonly day: number;
  readonly region: string;
  readonly bin: number;
  readonly n: number;
  readonly sum: number;
}

/** Frozen risk of one cell: rows behind its own count and its pooled risk, and the pooled risk's residual per day. */
export interface ConditionalCell {
  readonly region: string;
  readonly bin: number;
  readonly rows: number;
  readonly risk: number;
  readonly residuals: readonly number[];
}

/** Risk by region × score bin, frozen with the profile: what the model's own scores say the risk should be. */
export interface ConditionalReference {
  readonly cells: readonly ConditionalCell[];
}

/** Units of a batch in one cell. */
export interface CellUnits {
  readonly region: string;
  readonly bin: number;
  readonly n: number;
}

/** Risk expected of a batch from its scores alone, with its error clustered by the reference's days. */
export interface ConditionalRisk {
  readonly risk: number;
  readonly standardError: number;
}

/** Score bins of the conditional reference. */
export const CONDITIONAL_BINS = 20;
const CELL_LABELS = 200;

function pool(days: readonly ReferenceCellDay[], region: string, bin: number): readonly ReferenceCellDay[] {
  const own = days.filter((day) => day.region === region && day.bin === bin);
  if (rowsOf(own) >= CELL_LABELS) return own;
  for (let reach = 0; reach < CONDITIONAL_BINS; reach++) {
    const near = days.filter((day) => Math.abs(day.bin - bin) <= reach);
    if (rowsOf(near) >= CELL_LABELS) return near;
  }
  return days;
}

function rowsOf(days: readonly ReferenceCellDay[]): number {
  return days.reduce((sum, { n }) => sum + n, 0);
}

function freezeCell(
  all: readonly ReferenceCellDay[],
  calendar: readonly number[],
  region: string,
  bin: number,
): ConditionalCell {
  const pooled = pool(all, region, bin);
  const n = rowsOf(pooled);
  const risk = pooled.reduce((sum, day) => sum + day.sum, 0) / n;
  const residuals = calendar.map((day) =>
    pooled.filter((cell) => cell.day === day).reduce((sum, cell) => sum + (cell.sum - risk * cell.n) / n, 0),
  );
  const rows = rowsOf(all.filter((day) => day.region === region && day.bin === bin));
  return { region, bin, rows, risk, residuals };
}

/**
 * Freezes R_ref (judge §3.2): 20 score bins per region; a cell below 200 labels is pooled over regions, then with
 * its neighbours until it has them. Every region seen gets all 20 cells.
 */
export function freezeConditionalReference(days: readonly ReferenceCellDay[]): ConditionalReference {
  const regions = [...new Set(days.map(({ region }) => region))].sort();
  const calendar = [...new Set(days.filter(({ n }) => n > 0).map(({ day }) => day))].sort((a, b) => a - b);
  const bins = Array.from({ length: CONDITIONAL_BINS }, (_, bin) => bin);
  return { cells: regions.flatMap((region) => bins.map((bin) => freezeCell(days, calendar, region, bin))) };
}

/**
 * m = Σ q_g R_ref(g) over the batch's own cells, and SE of m clustered by the reference's days (the cells of one day
 * move together). A region the reference has never seen is expected to behave as the mean of the known ones.
 */
export function conditionalRisk(
  reference: ConditionalReference,
  batch: readonly CellUnits[],
): ConditionalRisk {
  const days = reference.cells[0]?.residuals.length ?? 0;
  const residuals = new Array<number>(days).fill(0);
  const units = batch.reduce((sum, { n }) => sum + n, 0);
  let risk = 0;
  for (const { region, bin, n } of batch) {
    const sameBin = reference.cells.filter((cell) => cell.bin === bin);
    const own = sameBin.filter((cell) => cell.region === region);
    const cells = own.length > 0 ? own : sameBin;
    const share = n / units / cells.length;
    for (const cell of cells) {
      risk += share * cell.risk;
      for (const [day, residual] of cell.residuals.entries())
        residuals[day] = (residuals[day] ?? 0) + share * residual;
    }
  }
  return { risk, standardError: clusteredError(residuals) };
}
