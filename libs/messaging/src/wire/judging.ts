import type { Decision, Tick } from '@checkride/domain/judge/decision';
import type { Report } from '@checkride/domain/report/report';
import { reportFrom } from '@checkride/domain/report/stored-report';
import { decisionSchema } from '../generated/decision-v1.js';
import type { DecisionEvent as DecisionRecord } from '../generated/decision-v1.js';
import { monitorHeadSchema } from '../generated/monitor-head-v1.js';
import type { MonitorHead as MonitorHeadRecord } from '../generated/monitor-head-v1.js';
import { reportSchema } from '../generated/report-v1.js';
import type { Report as ReportRecord } from '../generated/report-v1.js';
import { fromBody, toBody, wireFormat } from './wire-format.js';

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

export const reportFormat = wireFormat<Report, ReportRecord>(
  [reportSchema],
  (report) => ({
    evidence_id: report.evidence_id,
    model: report.model,
    seq: report.seq,
    window_from: report.window[0],
    window_until: report.window[1],
    known_at: report.known_at,
    contract_digest: report.contract_digest,
    stalled: report.freshness.stalled,
    body: toBody(report),
  }),
  ({ body }) => reportFrom(fromBody(body)),
);

export const decisionFormat = wireFormat<DecisionEvent, DecisionRecord>(
  [decisionSchema],
  (event) =>
    event.kind === 'tick'
      ? {
          kind: 'tick',
          model: event.tick.model,
          window_from: event.tick.window[0],
          window_until: event.tick.window[1],
          evidence_seq: event.tick.evidence_seq,
          evidence_digest: event.tick.evidence_digest,
        }
      : {
          kind: 'decision',
          model: event.decision.model,
          window_from: event.decision.window[0],
          window_until: event.decision.window[1],
          evidence_seq: event.decision.evidence_seq,
          decision_id: event.decision.decision_id,
          seq: event.decision.seq,
          headline: event.decision.headline,
          rule: event.decision.rule,
          scope: event.decision.scope,
          heartbeat: event.decision.heartbeat,
          body: toBody(event.decision),
        },
  ({ kind, model, window_from, window_until, evidence_seq, evidence_digest, body }) =>
    kind === 'tick'
      ? {
          kind,
          tick: {
            model,
            window: [window_from, window_until],
            evidence_seq,
            evidence_digest: evidence_digest ?? '',
          },
        }
      : { kind, decision: fromBody<Decision>(body ?? 'null') },
);

export const monitorHeadFormat = wireFormat<MonitorHead, MonitorHeadRecord>(
  [monitorHeadSchema],
  ({ model, seq, window, evidence_id, state }) => ({
    model,
    seq,
    window_from: window[0],
    window_until: window[1],
    evidence_id,
    body: toBody(state ?? null),
  }),
  ({ model, seq, window_from, window_until, evidence_id, body }) => ({
    model,
    seq,
    window: [window_from, window_until],
    evidence_id,
    state: fromBody(body),
  }),
);
