import { storedDecisions, storedReports } from '@checkride/cli/commands/stored-evidence';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { Report } from '@checkride/domain/report/report';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { ticksOfModelQuery } from '@checkride/store/queries/console/bodies.query';
import type { Played } from './play.js';

/** What the tables hold of one model's life. */
export interface StoredCourse {
  readonly reports: readonly Report[];
  readonly decisions: readonly Decision[];
  readonly ticks: readonly Pick<Tick, 'evidence_seq' | 'evidence_digest'>[];
}

/** The tables' side of a play; asks again until all that the log said of its windows has been projected. */
export async function storedCourse(
  store: ClickHouse,
  { model, decisions, last }: Played,
): Promise<StoredCourse> {
  for (;;) {
    const ticks = await store.query(ticksOfModelQuery, { model });
    const reports = await storedReports(store, model);
    const stored = await storedDecisions(store, model);
    const whole =
      reports.some(({ window }) => window[0] === last) &&
      stored.length >= decisions.length &&
      ticks.length >= reports.length;
    if (whole) return { reports, decisions: stored, ticks };
  }
}
