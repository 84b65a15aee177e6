import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Window } from '@checkride/domain/window';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { labelledSample } from '@checkride/store/queries/training-rows.query';
import type { Rows } from '../rows.js';
import { slotColumns } from './slot-columns.js';

const MOST = 2_000;

/** Reads 2 000 rows of a range, those with the smallest hash of their ids, with their labels as known when mature. */
export const createLabelledSample =
  (clickhouse: ClickHouse) =>
  async ({ model, contract, slots }: ModelRecord, [from, until]: Window): Promise<Rows> => {
    const { labels, windows } = contract;
    const mature = labels?.mature_after_ms ?? 0;
    const found = await clickhouse.query(labelledSample, {
      model,
      from,
      until,
      known_at: until + mature + windows.lateness_ms,
      silence_ms: labels?.kind === 'positive_only' ? mature : -1,
      most: MOST,
    });
    return {
      ids: found.map(({ id }) => id),
      times: found.map(({ time }) => time),
      labels: found.map(({ label }) => label),
      segments: {},
      ...slotColumns(contract, slots, found),
    };
  };
