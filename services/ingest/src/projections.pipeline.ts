import type { WireKind, WireTypes } from '@checkride/messaging/wire';
import { commandRow, jobEventRow, jobRow, lifecycleRows, routeRow } from './steps/projections/controlling.js';
import { decisionRow, evidenceRow, notificationRow, tickRow } from './steps/projections/judging.js';
import type { ProjectedRow, RecordPlace } from './steps/projections/projected.js';
import { deadLetterRow, modelRow } from './steps/projections/storing.js';

/** How the records of a kind become rows. */
export type Projection<K extends WireKind> = (
  value: WireTypes[K],
  place: RecordPlace,
  partition: number,
) => readonly ProjectedRow[];

/** Every control record that people and queries look at, and the rows it becomes. Nobody else writes these tables. */
export const PROJECTIONS: { readonly [K in ProjectedKind]: Projection<K> } = {
  'model-record': (record, place) => [modelRow(record, place)],
  command: (command, place) => [commandRow(command, place)],
  report: (report, place) => [evidenceRow(report, place)],
  decision: (event, place) => [
    event.kind === 'decision' ? decisionRow(event.decision, place) : tickRow(event.tick, place),
  ],
  'lifecycle-event': (event, place) => lifecycleRows(event, place),
  route: (route, place) => [routeRow(route, place)],
  job: (job, place) => [jobRow(job, place)],
  'job-event': (event, place) => [jobEventRow(event, place)],
  notification: (notification, place) => [notificationRow(notification, place)],
  'dead-letter': (letter, place, partition) => [deadLetterRow(letter, partition, place)],
};

/** Kinds of control records that have tables. */
export type ProjectedKind = Exclude<WireKind, 'frontier' | 'monitor-head'>;
