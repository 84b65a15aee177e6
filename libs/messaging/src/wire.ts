import type { Command } from '@checkride/domain/commands';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import type { Frontier } from '@checkride/domain/window';

/** A record of decisions.v1: a decision, or the tick behind the decisions on a window. */
export type DecisionEvent =
  { readonly kind: 'decision'; readonly decision: Decision } | { readonly kind: 'tick'; readonly tick: Tick };

/** The last report of a model: where its monitor goes on. `state` is the monitor's own, as JSON. */
export interface MonitorHead {
  readonly model: string;
  readonly seq: number;
  readonly window: readonly [number, number];
  readonly evidence_id: string;
  readonly state: unknown;
}

/** What each kind of control record carries. */
export interface WireTypes {
  report: Report;
  decision: DecisionEvent;
  command: Command;
  'lifecycle-event': LifecycleEvent;
  route: RouteRecord;
  job: Job;
  'job-event': JobEvent;
  notification: Notification;
  'dead-letter': DeadLetter;
  'model-record': ModelRecord;
  frontier: Frontier;
  'monitor-head': MonitorHead;
}

/** A kind of control record. */
export type WireKind = keyof WireTypes;

/** The value as Avro single-object bytes. */
export function encodeWire<K extends WireKind>(_kind: K, _value: WireTypes[K]): Buffer {
  throw new Error('under construction');
}

/** The value of such bytes; CHK_SCHEMA_UNKNOWN when they are of another schema. */
export function decodeWire<K extends WireKind>(_kind: K, _bytes: Uint8Array): WireTypes[K] {
  throw new Error('under construction');
}
