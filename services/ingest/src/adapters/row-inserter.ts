import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { rowInsertSql } from '@checkride/store/row-insert';
import { EVENT_TABLES } from '../steps/rows/event-rows.js';
import type { EventKind } from '../steps/rows/event-rows.js';
import type { InsertRows } from '../steps/store-block.js';

/** Inserts blocks of RowBinary. Blocks of history touch many days: the limit on partitions per block is off. */
export function createRowInserter(clickhouse: ClickHouse): InsertRows {
  const sql = new Map(
    Object.entries(EVENT_TABLES).map(([kind, { table, columns }]) => [
      kind as EventKind,
      rowInsertSql(table, columns),
    ]),
  );
  return function insertRows(kind, bytes) {
    return clickhouse.insertBytes({
      into: { sql: sql.get(kind) ?? '' },
      format: 'RowBinary',
      bytes,
      settings: { max_partitions_per_insert_block: 0 },
    });
  };
}
