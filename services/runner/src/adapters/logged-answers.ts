import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Window } from '@checkride/domain/window';
import type { ClickHouse } from '@checkride/store/clickhouse-client';
import { sampleAnswers } from '@checkride/store/queries/sample-answers.query';
import type { LoggedAnswers } from '../steps/score-again.js';
import { slotColumns } from './slot-columns.js';

const MOST = 2_000;

/** Reads the examined sample of a range: of each region and version the 2 000 answers with the smallest hash of their ids. */
export const createLoggedAnswers =
  (clickhouse: ClickHouse) =>
  async (
    { model, contract, slots }: ModelRecord,
    [from, until]: Window,
    versions: readonly string[],
  ): Promise<LoggedAnswers> => {
    const place = contract.region === null ? 0 : contract.segments.indexOf(contract.region) + 1;
    const found = await clickhouse.query(sampleAnswers, { model, from, until, versions, place, most: MOST });
    return {
      answers: found.map(({ version, region, instance, time, score }) => ({
        version,
        region,
        instance,
        time,
        given: score ?? Number.NaN,
      })),
      rows: {
        ids: found.map(({ id }) => id),
        times: found.map(({ time }) => time),
        labels: [],
        segments: {},
        ...slotColumns(contract, slots, found),
      },
    };
  };
