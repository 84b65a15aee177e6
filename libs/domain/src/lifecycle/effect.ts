import type { ModelRecord } from '../contract/model-record.js';
import type { Job } from '../jobs.js';
import type { RouteRecord } from '../release.js';
import type { Folded, LedgerEntry } from './ledger.js';
import type { Notification } from './notification.js';

/** What one input of the lifecycle makes true: each is a record of the same transaction, in this order. */
export type Effect =
  | { readonly kind: 'entry'; readonly entry: LedgerEntry }
  | { readonly kind: 'folded'; readonly folded: Folded }
  | { readonly kind: 'job-settled'; readonly model: string; readonly job_id: string }
  | { readonly kind: 'route'; readonly route: RouteRecord }
  | { readonly kind: 'job'; readonly job: Job }
  | { readonly kind: 'model'; readonly record: ModelRecord }
  | { readonly kind: 'notification'; readonly notification: Notification };
