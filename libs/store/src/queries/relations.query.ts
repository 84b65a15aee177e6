import { defineQuery } from '../query.js';

/** A table or view of the database. */
export interface Relation {
  readonly name: string;
  readonly view: boolean;
  readonly comment: string;
}

/** All tables and views of the current database. */
export const RELATIONS = defineQuery({
  name: 'relations',
  sql: `SELECT name, engine = 'View' AS view, comment FROM system.tables WHERE database = currentDatabase() ORDER BY name`,
  params: {},
  row: (raw): Relation => ({
    name: String(raw['name']),
    view: Boolean(raw['view']),
    comment: String(raw['comment']),
  }),
});
