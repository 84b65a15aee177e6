/** The router's word, before the answer, that a unit was sent to a version: what makes lost answers visible. */
export interface Exposure {
  readonly unit_id: string;
  readonly model: string;
  readonly version: string;
  readonly route_revision?: number | null;
  readonly region: string;
  readonly prediction_id?: string | null;
  readonly event_time: number;
}
