import type { ModelRecord } from '@checkride/domain/contract/model-record';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import {
  decisionByIdQuery,
  decisionsOfModelQuery,
  ledgerOfModelQuery,
  modelRecordsQuery,
  routesOfModelQuery,
} from '@checkride/store/queries/console/bodies.query';
import { deadLettersQuery, type DeadLetterRow } from '@checkride/store/queries/console/dead-letters.query';
import { fleetQuery, type FleetRow } from '@checkride/store/queries/console/fleet.query';
import {
  driftPointsQuery,
  riskByDayQuery,
  trafficByDayQuery,
} from '@checkride/store/queries/console/timeline.query';

/** The read side for people: projections, parsed. Methods that name one thing throw CHK_NOT_FOUND without it. */
export interface ConsoleStore {
  fleet(): Promise<FleetRow[]>;
  record(model: string): Promise<ModelRecord>;
  records(): Promise<ModelRecord[]>;
  decisions(model: string, limit: number): Promise<Decision[]>;
  decision(id: string): Promise<Decision>;
  ledger(model: string, limit: number): Promise<LedgerEntry[]>;
  routes(model: string, limit: number): Promise<RouteRecord[]>;
  deadLetters(model: string, limit: number): Promise<DeadLetterRow[]>;
  series(model: string): ReturnType<typeof seriesOf>;
}

/** The store over named queries. */
export function createConsoleStore(clickhouse: ClickHouse): ConsoleStore {
  const parsed = async <T>(bodies: Promise<string[]>): Promise<T[]> =>
    (await bodies).map((body) => JSON.parse(body) as T);
  const one = <T>(found: readonly T[], what: string): T => {
    const [first] = found;
    if (first === undefined)
      throw new CheckrideError('CHK_NOT_FOUND', `there is no ${what}`, {
        remedy: '`checkride models` and `checkride decisions MODEL` list what there is.',
      });
    return first;
  };
  return {
    fleet: () => clickhouse.query(fleetQuery, {}),
    record: async (model) =>
      one(await parsed<ModelRecord>(clickhouse.query(modelRecordsQuery, { model })), `model ${model}`),
    records: () => parsed(clickhouse.query(modelRecordsQuery, { model: '' })),
    decisions: (model, limit) => parsed(clickhouse.query(decisionsOfModelQuery, { model, limit })),
    decision: async (id) =>
      one(await parsed<Decision>(clickhouse.query(decisionByIdQuery, { id })), `decision ${id}`),
    ledger: (model, limit) => parsed(clickhouse.query(ledgerOfModelQuery, { model, limit })),
    routes: (model, limit) => parsed(clickhouse.query(routesOfModelQuery, { model, limit })),
    deadLetters: (model, limit) => clickhouse.query(deadLettersQuery, { model, limit }),
    series: (model) => seriesOf(clickhouse, model),
  };
}

async function seriesOf(clickhouse: ClickHouse, model: string) {
  const [traffic, risk, drift] = await Promise.all([
    clickhouse.query(trafficByDayQuery, { model }),
    clickhouse.query(riskByDayQuery, { model }),
    clickhouse.query(driftPointsQuery, { model }),
  ]);
  return { traffic, risk, drift };
}
