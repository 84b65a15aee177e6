import type { Slot } from '@checkride/domain/contract/slots';
import { CheckrideError } from '@checkride/domain/errors';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { trainingRowsQuery } from '@checkride/store/queries/training-rows.query';
import type { RowSources } from '../steps/training-data.js';
import { slotColumns } from './slot-columns.js';

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
      ...slotColumns(contract, slotsOf(contract.model), found),
    };
  };
}
