import type { Command } from '@checkride/domain/commands';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { DeadLetter } from '@checkride/domain/events/dead-letter';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { RouteRecord } from '@checkride/domain/release';
import type { Report } from '@checkride/domain/report/report';
import type { Frontier } from '@checkride/domain/window';
import {
  commandFormat,
  jobEventFormat,
  jobFormat,
  lifecycleEventFormat,
  notificationFormat,
  routeFormat,
} from './wire/controlling.js';
import { decisionFormat, monitorHeadFormat, reportFormat } from './wire/judging.js';
import type { DecisionEvent, MonitorHead } from './wire/judging.js';
import { deadLetterFormat, frontierFormat, modelRecordFormat } from './wire/storing.js';
import type { WireFormat } from './wire/wire-format.js';

export type { DecisionEvent, MonitorHead } from './wire/judging.js';

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

const FORMATS: { readonly [K in WireKind]: WireFormat<WireTypes[K]> } = {
  report: reportFormat,
  decision: decisionFormat,
  command: commandFormat,
  'lifecycle-event': lifecycleEventFormat,
  route: routeFormat,
  job: jobFormat,
  'job-event': jobEventFormat,
  notification: notificationFormat,
  'dead-letter': deadLetterFormat,
  'model-record': modelRecordFormat,
  frontier: frontierFormat,
  'monitor-head': monitorHeadFormat,
};

/** The value as Avro single-object bytes. CHK_SCHEMA_INCOMPATIBLE when a field is missing or of another type. */
export const encodeWire = <K extends WireKind>(kind: K, value: WireTypes[K]): Buffer =>
  FORMATS[kind].encode(value);

/** The value of such bytes, of this or an earlier version; CHK_SCHEMA_UNKNOWN for bytes of another schema. */
export const decodeWire = <K extends WireKind>(kind: K, bytes: Uint8Array): WireTypes[K] =>
  FORMATS[kind].decode(bytes);
