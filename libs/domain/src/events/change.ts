/** What kind of thing was changed around a model. */
export type ChangeKind =
  'deploy' | 'route' | 'config' | 'feature_view' | 'label_job' | 'contract' | 'calendar';

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
