/** A business outcome (KPI) of one prediction or one unit. */
export interface BusinessOutcome {
  readonly model: string;
  readonly prediction_id?: string | null;
  readonly unit_id?: string | null;
  readonly kpi: string;
  readonly value: number;
  readonly event_time: number;
}
