import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Prediction } from '@checkride/domain/events/prediction';
import type { RouteRecord } from '@checkride/domain/release';
import type { createScoreGroupStep } from './steps/score-group.js';
import { makePredictions } from './steps/make-predictions.js';
import { probed, routeRows } from './steps/route-rows.js';
import type { ScoreRequest } from './adapters/score-request.js';

/** What a caller gets back: one answer per row, in the order of the request, and the route it was given under. */
export interface ScoreResponse {
  readonly route_revision: number;
  /** Instance that answered. */
  readonly instance: string;
  readonly answers: readonly {
    readonly id: string;
    readonly version: string;
    readonly score: number | null;
    readonly status: string;
    readonly error_code: string | null;
  }[];
}

/** What the serving pipeline is made of. `log` resolves when the events are safe, or counted as lost. */
export interface ServingPorts {
  readonly routeFor: (model: string, revision: number | undefined) => Promise<RouteRecord>;
  readonly scoreGroup: ReturnType<typeof createScoreGroupStep>;
  readonly log: (contract: ModelContract, predictions: readonly Prediction[]) => Promise<void>;
  readonly instance: string;
  readonly now: () => number;
}

/** A request's way through serving: route → score by version → predictions → log → answer. */
export function createServingPipeline({ routeFor, scoreGroup, log, instance, now }: ServingPorts) {
  return async function score(
    contract: ModelContract,
    { rows, route_revision, probe }: ScoreRequest,
  ): Promise<ScoreResponse> {
    const route = await routeFor(contract.model, route_revision);
    const groups = probe === undefined ? routeRows(route, contract, rows) : probed(probe, rows.length);
    const answers = await Promise.all(groups.map((group) => scoreGroup(route, contract, rows, group)));
    const predictions = makePredictions({ contract, route, rows, answers, instance, now: now() });
    if (probe === undefined) await log(contract, predictions);
    const live = new Map(
      predictions
        .filter(({ arm }) => arm === 'live')
        .map((prediction) => [prediction.prediction_id, prediction]),
    );
    return {
      route_revision: route.revision,
      instance,
      answers: rows.map(({ id }) => {
        const prediction = live.get(id);
        return {
          id,
          version: prediction?.version ?? '',
          score: prediction?.prediction.score ?? prediction?.prediction.value ?? null,
          status: prediction?.status ?? 'error',
          error_code: prediction?.error_code ?? null,
        };
      }),
    };
  };
}
