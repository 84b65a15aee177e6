import type { Slot } from '@checkride/domain/contract/slots';
import { CheckrideError } from '@checkride/domain/errors';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { trainingRowsQuery, type TrainingRow } from '@checkride/store/queries/training-rows.query';
import type { RowSources } from '../steps/training-data.js';

/** Labelled rows as stored, named by the slots of the model's record. CHK_JOB_FAILED when the range holds none. */
export function createStoredRows(
  clickhouse: ClickHouse,
  slotsOf: (model: string) => readonly Slot[],
): RowSources['stored'] {
  return async ({ contract, from, until, knownAt }) => {
    const { labels } = contract;
    const found = await clickhouse.query(trainingRowsQuery, {
      model: contract.model,
      from,
      until,
      known_at: knownAt,
      silence_ms: labels?.kind === 'positive_only' ? labels.mature_after_ms : -1,
    });
    if (found.length === 0) {
      throw new CheckrideError(
        'CHK_JOB_FAILED',
        `${contract.model}: no labelled rows between ${new Date(from).toISOString()} and ${new Date(until).toISOString()}`,
        {
          remedy: 'Wait for labels, or order the training over another range.',
        },
      );
    }
    const slots = slotsOf(contract.model).filter(({ retired }) => !retired);
    const slotOf = (feature: string): Slot | undefined => slots.find((slot) => slot.feature === feature);
    const numeric = contract.features.filter(({ type }) => type !== 'category');
    const categorical = contract.features.filter(({ type }) => type === 'category');
    return {
      ids: found.map(({ id }) => id),
      times: found.map(({ time }) => time),
      labels: found.map(({ label }) => label),
      segments: Object.fromEntries(
        contract.segments.map((name, position) => [
          name,
          found.map(({ segments }) => segments[position] ?? ''),
        ]),
      ),
      numbers: Object.fromEntries(
        numeric.map(({ name }) => [name, found.map((row) => numberAt(row, slotOf(name)))]),
      ),
      categories: Object.fromEntries(
        categorical.map(({ name }) => [
          name,
          found.map((row) => row.cat[(slotOf(name)?.slot ?? 0) - 1] ?? null),
        ]),
      ),
    };
  };
}

function numberAt(row: TrainingRow, slot: Slot | undefined): number {
  const values = slot?.array === 'num64' ? row.num64 : row.num;
  return values[(slot?.slot ?? 0) - 1] ?? Number.NaN;
}
