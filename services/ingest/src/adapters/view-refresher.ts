import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { RELATIONS } from '@checkride/store/queries/relations.query';
import {
  labelsViewSql,
  modelOfComment,
  predictionsViewSql,
  viewName,
} from '../steps/projections/model-views.js';

/** Makes or replaces the views of models, so that analysts see features by name; the last record of a model counts. */
export async function refreshViews(clickhouse: ClickHouse, records: readonly ModelRecord[]): Promise<void> {
  const newest = new Map(records.map((record) => [record.model, record]));
  for (const record of newest.values()) {
    const relations = (await clickhouse.query(RELATIONS, {})).map(({ name, view, comment }) => ({
      name,
      model: view ? modelOfComment(comment) : null,
    }));
    const name = viewName(record.model, relations);
    await clickhouse.command(predictionsViewSql(name, record));
    await clickhouse.command(labelsViewSql(name, record));
  }
}
