import { canonicalJson } from '@checkride/domain/canonical';
import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { Report } from '@checkride/domain/report/report';
import { ALL_REGIONS } from '@checkride/domain/report/cells';
import type { ProjectedRow, RecordPlace } from './projected.js';

/** The row of a report. */
export function evidenceRow(report: Report, place: RecordPlace): ProjectedRow {
  const everywhere = report.serving.filter(({ region }) => region === ALL_REGIONS);
  return {
    table: 'evidence',
    row: {
      model: report.model,
      seq: report.seq,
      evidence_id: report.evidence_id,
      window_start: report.window[0],
      window_end: report.window[1],
      known_at: report.known_at,
      contract_digest: report.contract_digest,
      predictions: everywhere.reduce((sum, { n }) => sum + n, 0),
      stalled: report.freshness.stalled,
      body: canonicalJson(report),
      ...place,
    },
  };
}

/** The row of a decision. */
export const decisionRow = (decision: Decision, place: RecordPlace): ProjectedRow => ({
  table: 'decisions',
  row: {
    model: decision.model,
    seq: decision.seq,
    decision_id: decision.decision_id,
    incident_id: decision.incident_id ?? '',
    evidence_id: decision.evidence_id,
    evidence_seq: decision.evidence_seq,
    release: decision.release,
    release_epoch: decision.release_epoch,
    window_start: decision.window[0],
    window_end: decision.window[1],
    headline: decision.headline,
    rule: decision.rule,
    scope: decision.scope,
    reason: decision.reason,
    target: decision.target?.version ?? '',
    heartbeat: decision.heartbeat,
    paragraph: decision.paragraph,
    body: canonicalJson(decision),
    ...place,
  },
});

/** The row of a tick. */
export const tickRow = (tick: Tick, place: RecordPlace): ProjectedRow => ({
  table: 'ticks',
  row: {
    model: tick.model,
    window_start: tick.window[0],
    window_end: tick.window[1],
    evidence_seq: tick.evidence_seq,
    evidence_digest: tick.evidence_digest,
    ...place,
  },
});

/** The row of a message to people. */
export const notificationRow = (notification: Notification, place: RecordPlace): ProjectedRow => ({
  table: 'notifications',
  row: {
    model: notification.model,
    notification_id: notification.notification_id,
    incident_id: notification.incident_id ?? '',
    urgency: notification.urgency,
    headline: notification.headline,
    text: notification.text,
    at: notification.at,
    body: canonicalJson(notification),
    ...place,
  },
});
