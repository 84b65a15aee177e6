/** What turned out to be true of one prediction; a later revision replaces an earlier one. Times are ms since the epoch. */
export interface Label {
  readonly prediction_id: string;
  readonly model: string;
  readonly predicted_at?: number | null;
  readonly value: string | number;
  readonly observed_at: number;
  readonly revision: number;
  readonly source: string;
}
