/** What kinds of thing can be changed around a model. */
export const CHANGE_KINDS = [
  'deploy',
  'route',
  'config',
  'feature_view',
  'label_job',
  'contract',
  'calendar',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Something somebody changed: a suspect for what happens next. */
export interface Change {
  readonly change_id: string;
  readonly model: string;
  readonly kind: ChangeKind;
  readonly scope: readonly string[];
  readonly event_time: number;
  readonly summary: string;
  readonly shares?: Readonly<Record<string, number>> | null;
}
