/** Which traffic a row belongs to: answers that were used, or answers computed beside for comparison. */
export type Arm = 'live' | 'shadow';

/** How serving a request ended. */
export type ServingStatus = 'ok' | 'error' | 'timeout';

/** What the model answered: exactly one member is set by the task; all are null when the status is not `ok`. */
export interface PredictionAnswer {
  readonly score?: number | null;
  readonly value?: number | null;
  readonly class?: string | null;
  readonly scores?: readonly number[] | null;
}

/** One answer of one model version. Times are ms since the epoch; segments stand in the contract's order on the wire. */
export interface Prediction {
  readonly prediction_id: string;
  readonly model: string;
  readonly version: string;
  readonly arm: Arm;
  readonly artifact_digest?: string | null;
  readonly route_revision?: number | null;
  readonly instance?: string | null;
  readonly runtime?: {
    readonly image: string;
    readonly feature_view: string;
    readonly config: string;
  } | null;
  readonly unit_id?: string | null;
  readonly event_time: number;
  readonly segments: readonly string[];
  readonly features: Readonly<Record<string, number | string | boolean | null>>;
  readonly prediction: PredictionAnswer;
  readonly latency_ms: number;
  readonly status: ServingStatus;
  readonly error_code?: string | null;
}
