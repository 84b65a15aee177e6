import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Prediction } from '@checkride/domain/events/prediction';
import type { RouteRecord } from '@checkride/domain/release';
import type { GroupAnswer } from './score-group.js';
import type { ScoreRow } from '../adapters/score-request.js';

/** One event per row and version scored, with the raw features; on the replay clock latencies of this machine mean nothing and are not told. */
export function makePredictions(of: {
  contract: ModelContract;
  route: RouteRecord;
  rows: readonly ScoreRow[];
  answers: readonly GroupAnswer[];
  instance: string;
  now: number;
}): Prediction[] {
  const { contract, route, rows } = of;
  const replay = contract.source.clock === 'replay';
  return of.answers.flatMap(({ group, artifact, scores, errorCode, latencyMs }) =>
    group.positions.map((position, index): Prediction => {
      const row = rows[position] as ScoreRow;
      const score = scores?.[index] ?? null;
      return {
        prediction_id: row.id,
        model: contract.model,
        version: group.version,
        arm: group.arm,
        artifact_digest: artifact,
        route_revision: route.revision,
        instance: of.instance,
        runtime: null,
        unit_id: row.unit ?? null,
        event_time: row.time ?? of.now,
        segments: contract.segments.map((segment) => row.segments[segment] ?? ''),
        features: row.features,
        prediction: contract.task === 'regression' ? { value: score } : { score },
        latency_ms: replay ? Number.NaN : latencyMs,
        status: errorCode === null ? 'ok' : 'error',
        error_code: errorCode,
      };
    }),
  );
}
