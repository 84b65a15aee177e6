import type { Decision } from '@checkride/domain/judge/decision';
import type { Report } from '@checkride/domain/report/report';
import { reportFrom } from '@checkride/domain/report/stored-report';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { decisionsOfModelQuery, reportsOfModelQuery } from '@checkride/store/queries/console/bodies.query';

const PAGE = 500;
/** More decisions than a model makes in years. */
const ALL = 1_000_000;

/** Every stored report of a model, in their order. */
export async function storedReports(store: ClickHouse, model: string): Promise<Report[]> {
  const reports: Report[] = [];
  for (let after = 0; ; after = reports.at(-1)?.seq ?? after) {
    const page = await store.query(reportsOfModelQuery, { model, after, limit: PAGE });
    for (const body of page) reports.push(reportFrom(JSON.parse(body)));
    if (page.length < PAGE) return reports;
  }
}

/** Every stored decision of a model, newest first. */
export const storedDecisions = async (store: ClickHouse, model: string): Promise<Decision[]> =>
  (await store.query(decisionsOfModelQuery, { model, limit: ALL })).map(
    (body) => JSON.parse(body) as Decision,
  );
