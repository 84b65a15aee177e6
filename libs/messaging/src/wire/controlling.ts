import type { Command } from '@checkride/domain/commands';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { Headline } from '@checkride/domain/judge/verdict';
import type { Role, RouteRecord } from '@checkride/domain/release';
import { commandSchema } from '../generated/command-v1.js';
import type { Command as CommandRecord } from '../generated/command-v1.js';
import { jobEventSchema } from '../generated/job-event-v1.js';
import type { JobEvent as JobEventRecord } from '../generated/job-event-v1.js';
import { jobSchema } from '../generated/job-v1.js';
import type { Job as JobRecord } from '../generated/job-v1.js';
import { lifecycleEventSchema } from '../generated/lifecycle-event-v1.js';
import type { LifecycleEvent as LifecycleRecord } from '../generated/lifecycle-event-v1.js';
import { notificationSchema } from '../generated/notification-v1.js';
import type { Notification as NotificationRecord } from '../generated/notification-v1.js';
import { routeSchema } from '../generated/route-v1.js';
import type { Route } from '../generated/route-v1.js';
import { fromBody, toBody, wireFormat } from './wire-format.js';

export const commandFormat = wireFormat<Command, CommandRecord>(
  [commandSchema],
  (command) => ({
    command_id: command.command_id,
    model: command.model,
    kind: command.body.kind,
    actor: command.actor,
    sent_at: command.sent_at,
    at: command.at,
    body: toBody(command),
  }),
  ({ body }) => fromBody<Command>(body),
);

export const lifecycleEventFormat = wireFormat<LifecycleEvent, LifecycleRecord>(
  [lifecycleEventSchema],
  (event) => ({ ...lifecycleHeader(event), body: toBody(event) }),
  ({ body }) => fromBody<LifecycleEvent>(body),
);

function lifecycleHeader(event: LifecycleEvent): Omit<LifecycleRecord, 'body'> {
  switch (event.kind) {
    case 'entry': {
      const { model, transition_id, action, answer, reason, route_revision } = event.entry;
      return { kind: 'entry', model, transition_id, action, answer, reason, route_revision };
    }
    case 'folded': {
      const { model, window, route_revision } = event.folded;
      return { kind: 'folded', model, window_from: window[0], window_until: window[1], route_revision };
    }
    case 'job-settled':
      return { kind: 'job_settled', model: event.model, job_id: event.job_id };
  }
}

export const routeFormat = wireFormat<RouteRecord, Route>(
  [routeSchema],
  (route) => route,
  (route) => ({
    ...route,
    roles: route.roles as Readonly<Record<string, Role>>,
    randomised_by: (route.randomised_by ?? null) as RouteRecord['randomised_by'],
  }),
);

export const jobFormat = wireFormat<Job, JobRecord>(
  [jobSchema],
  (job) => ({
    job_id: job.job_id,
    model: job.model,
    kind: job.kind,
    version: job.version,
    ordered_at: job.ordered_at,
    body: toBody(job),
  }),
  ({ body }) => fromBody<Job>(body),
);

export const jobEventFormat = wireFormat<JobEvent, JobEventRecord>(
  [jobEventSchema],
  (event) => ({
    job_id: event.job_id,
    model: event.model,
    status: event.status,
    detail: event.detail,
    body: toBody(event),
  }),
  ({ body }) => fromBody<JobEvent>(body),
);

export const notificationFormat = wireFormat<Notification, NotificationRecord>(
  [notificationSchema],
  (notification) => notification,
  (record) => ({
    ...record,
    incident_id: record.incident_id ?? null,
    urgency: record.urgency as Notification['urgency'],
    headline: record.headline as Headline,
  }),
);
