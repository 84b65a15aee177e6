import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Slot } from '@checkride/domain/contract/slots';
import type { Rows } from '../rows.js';

/** Features of a stored row by slot; missing numbers are null. */
export interface SlotValues {
  readonly num: readonly (number | null)[];
  readonly num64: readonly (number | null)[];
  readonly cat: readonly (string | null)[];
}

/** Features of stored rows in columns by name, as the model's slots say; missing numbers are NaN. */
export function slotColumns(
  { features }: ModelContract,
  slots: readonly Slot[],
  rows: readonly SlotValues[],
): Pick<Rows, 'numbers' | 'categories'> {
  const slotOf = (feature: string): Slot | undefined =>
    slots.find((slot) => slot.feature === feature && !slot.retired);
  const numeric = features.filter(({ type }) => type !== 'category');
  const categorical = features.filter(({ type }) => type === 'category');
  return {
    numbers: Object.fromEntries(
      numeric.map(({ name }) => [name, rows.map((row) => numberAt(row, slotOf(name)))]),
    ),
    categories: Object.fromEntries(
      categorical.map(({ name }) => [
        name,
        rows.map((row) => row.cat[(slotOf(name)?.slot ?? 0) - 1] ?? null),
      ]),
    ),
  };
}

function numberAt(row: SlotValues, slot: Slot | undefined): number {
  const values = slot?.array === 'num64' ? row.num64 : row.num;
  return values[(slot?.slot ?? 0) - 1] ?? Number.NaN;
}
