import type { FleetModel } from '@checkride/client/api/console-views';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { alphaStartsQuery, type AlphaStartRow } from '@checkride/store/queries/console/alpha-starts.query';
import { waitingEntriesQuery } from '@checkride/store/queries/console/approvals.query';
import {
  decisionByIdQuery,
  decisionsOfModelQuery,
  ledgerOfModelQuery,
  modelRecordsQuery,
  routesOfModelQuery,
} from '@checkride/store/queries/console/bodies.query';
import { announcedChangesQuery, type AnnouncedRow } from '@checkride/store/queries/console/changes.query';
import { deadLettersQuery, type DeadLetterRow } from '@checkride/store/queries/console/dead-letters.query';
import { fleetQuery } from '@checkride/store/queries/console/fleet.query';
import { decisionMarksQuery, ledgerMarksQuery } from '@checkride/store/queries/console/marks.query';
import {
  driftPointsQuery,
  kpiPointsQuery,
  reportedSpanQuery,
  riskPointsQuery,
  trafficPointsQuery,
  type TimelineRange,
} from '@checkride/store/queries/console/timeline.query';
import { fleetModel } from '../fleet.js';

const MOST_MARKS = 2_000;
const MOST_ROUTES = 2_000;

/** The read side for people: projections, parsed. Methods that name one thing throw CHK_NOT_FOUND without it. */
export interface ConsoleStore {
  fleet(): Promise<FleetModel[]>;
  record(model: string): Promise<ModelRecord>;
  records(): Promise<ModelRecord[]>;
  decisions(model: string, limit: number): Promise<Decision[]>;
  decision(id: string): Promise<Decision>;
  ledger(model: string, limit: number, cause?: string): Promise<LedgerEntry[]>;
  waiting(model: string): Promise<LedgerEntry[]>;
  route(model: string): Promise<RouteRecord | null>;
  deadLetters(model: string, limit: number): Promise<DeadLetterRow[]>;
  /** Changes that were announced, newest first. */
  announced(model: string, limit: number): Promise<AnnouncedRow[]>;
  /** Starts of releases with their shares of α, the oldest first. */
  alphas(model: string): Promise<AlphaStartRow[]>;
  /** First and last moment reported on; null before the first report. */
  span(model: string): Promise<{ from: number; until: number } | null>;
  risk(range: TimelineRange): ReturnType<typeof riskOf>;
  series(range: TimelineRange): ReturnType<typeof seriesOf>;
  marks(model: string): ReturnType<typeof marksOf>;
}

/** The store over named queries. */
export function createConsoleStore(clickhouse: ClickHouse): ConsoleStore {
  return {
    fleet: async () => (await clickhouse.query(fleetQuery, {})).map(fleetModel),
    record: async (model) =>
      one(await parsed<ModelRecord>(clickhouse.query(modelRecordsQuery, { model })), `model ${model}`),
    records: () => parsed(clickhouse.query(modelRecordsQuery, { model: '' })),
    decisions: (model, limit) => parsed(clickhouse.query(decisionsOfModelQuery, { model, limit })),
    decision: async (id) =>
      one(await parsed<Decision>(clickhouse.query(decisionByIdQuery, { id })), `decision ${id}`),
    ledger: (model, limit, cause = '') =>
      parsed(clickhouse.query(ledgerOfModelQuery, { model, cause, limit })),
    waiting: (model) => parsed(clickhouse.query(waitingEntriesQuery, { model })),
    route: async (model) => (await routesOf(clickhouse, model, 1))[0] ?? null,
    deadLetters: (model, limit) => clickhouse.query(deadLettersQuery, { model, limit }),
    announced: (model, limit) => clickhouse.query(announcedChangesQuery, { model, limit }),
    alphas: (model) => clickhouse.query(alphaStartsQuery, { model }),
    span: async (model) => {
      const [span] = await clickhouse.query(reportedSpanQuery, { model });
      return span && span.until > 0 ? span : null;
    },
    risk: (range) => riskOf(clickhouse, range),
    series: (range) => seriesOf(clickhouse, range),
    marks: (model) => marksOf(clickhouse, model),
  };
}

async function parsed<T>(bodies: Promise<string[]>): Promise<T[]> {
  return (await bodies).map((body) => JSON.parse(body) as T);
}

function one<T>(found: readonly T[], what: string): T {
  const [first] = found;
  if (first !== undefined) return first;
  throw new CheckrideError('CHK_NOT_FOUND', `there is no ${what}`, {
    remedy: '`checkride models` and `checkride decisions MODEL` list what there is.',
  });
}

const routesOf = (clickhouse: ClickHouse, model: string, limit: number): Promise<RouteRecord[]> =>
  parsed(clickhouse.query(routesOfModelQuery, { model, limit }));

const riskOf = (clickhouse: ClickHouse, range: TimelineRange) => clickhouse.query(riskPointsQuery, range);

async function seriesOf(clickhouse: ClickHouse, range: TimelineRange) {
  const [traffic, risk, drift, kpis] = await Promise.all([
    clickhouse.query(trafficPointsQuery, range),
    riskOf(clickhouse, range),
    clickhouse.query(driftPointsQuery, range),
    clickhouse.query(kpiPointsQuery, range),
  ]);
  return { traffic, risk, drift, kpis };
}

async function marksOf(clickhouse: ClickHouse, model: string) {
  const newest = { model, limit: MOST_MARKS };
  const [decisions, ledger, routes] = await Promise.all([
    clickhouse.query(decisionMarksQuery, newest),
    clickhouse.query(ledgerMarksQuery, newest),
    routesOf(clickhouse, model, MOST_ROUTES),
  ]);
  return { decisions, ledger, routes };
}
