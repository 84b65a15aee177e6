// Formats whose pieces may be joined: every other one repeats a header or a frame per piece.
const CONCATENABLE = new Set(
  'JSONEachRow JSONCompactEachRow JSONStringsEachRow JSONCompactStringsEachRow NDJSON JSONLines TabSeparated TSV TabSeparatedRaw TSVRaw CSV TSKV RowBinary Native LineAsString'.split(
    ' ',
  ),
);

const SCALAR_SUBQUERY = /\(\s*(SELECT|WITH)\b/i;
const TABLE_SUBQUERY = /\b(FROM|JOIN|AS|UNION|ALL|DISTINCT|EXCEPT|INTERSECT)\s*\(\s*SELECT\b/gi;

/**
 * Whether a result may be sent while it is computed. The engine starts a stream on the caller's thread and runs
 * scalar and IN subqueries before it returns, which would hold up every other request: those results are buffered.
 */
export function isStreamable(sql: string, format: string): boolean {
  return CONCATENABLE.has(format) && !SCALAR_SUBQUERY.test(sql.replace(TABLE_SUBQUERY, ''));
}

/** The Content-Type ClickHouse sends for a format. */
export function contentType(format: string): string {
  if (/^JSON.*EachRow|^NDJSON$|^JSONLines$/.test(format)) return 'application/x-ndjson; charset=UTF-8';
  if (/^JSON/.test(format)) return 'application/json; charset=UTF-8';
  if (/^CSV/.test(format))
    return `text/csv; charset=UTF-8; header=${format.includes('WithNames') ? 'present' : 'absent'}`;
  if (/^(TabSeparated|TSV)/.test(format)) return 'text/tab-separated-values; charset=UTF-8';
  if (/^(RowBinary|Native|Parquet|Arrow|Avro|ORC)/.test(format)) return 'application/octet-stream';
  return 'text/plain; charset=UTF-8';
}
