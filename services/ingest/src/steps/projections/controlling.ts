import { canonicalJson } from '@checkride/domain/canonical';
import type { Command } from '@checkride/domain/commands';
import type { Job, JobEvent } from '@checkride/domain/jobs';
import type { LifecycleEvent } from '@checkride/domain/lifecycle/ledger';
import type { RouteRecord } from '@checkride/domain/release';
import type { ProjectedRow, RecordPlace } from './projected.js';

/** The row of a ledger entry or an acknowledged tick; a settled job has none, its events say as much. */
export function lifecycleRows(event: LifecycleEvent, place: RecordPlace): ProjectedRow[] {
  switch (event.kind) {
    case 'entry': {
      const { entry } = event;
      const row = {
        model: entry.model,
        seq: entry.seq,
        transition_id: entry.transition_id,
        at: entry.at ?? 0,
        action: entry.action,
        answer: entry.answer,
        reason: entry.reason,
        cause_kind: entry.cause.kind,
        cause_id: entry.cause.id,
        actor: entry.cause.actor,
        automatic: entry.automatic,
        release: entry.release ?? '',
        release_epoch: entry.release_epoch,
        version: entry.version ?? '',
        target: entry.target ?? '',
        step: entry.step ?? -1,
        share: entry.share,
        route_revision: entry.route_revision,
        scope: entry.scope,
        body: canonicalJson(entry),
        ...place,
      };
      return [{ table: 'lifecycle', row }];
    }
    case 'folded': {
      const { folded } = event;
      const row = {
        model: folded.model,
        window_start: folded.window[0],
        window_end: folded.window[1],
        route_revision: folded.route_revision,
        outstanding_jobs: folded.outstanding_jobs,
        ledger_seq: folded.ledger_seq,
        ...place,
      };
      return [{ table: 'folded', row }];
    }
    case 'job-settled':
      return [];
  }
}

/** The row of a route. */
export const routeRow = (route: RouteRecord, place: RecordPlace): ProjectedRow => ({
  table: 'routes',
  row: {
    model: route.model,
    revision: route.revision,
    release: route.release,
    release_epoch: route.release_epoch,
    roles: route.roles,
    shares: route.shares,
    shadow: route.shadow,
    artifacts: Object.fromEntries(
      Object.entries(route.artifacts).map(([version, digest]) => [version, digest ?? '']),
    ),
    step: route.step,
    randomised_by: route.randomised_by ?? '',
    decided_at: route.decided_at,
    body: canonicalJson(route),
    ...place,
  },
});

/** The row of an order to the runner. */
export const jobRow = (job: Job, place: RecordPlace): ProjectedRow => ({
  table: 'jobs',
  row: {
    model: job.model,
    job_id: job.job_id,
    kind: job.kind,
    ordered_at: job.ordered_at ?? 0,
    contract_version: job.contract_version,
    version: job.version,
    champion: job.champion ?? '',
    input_job: job.input_job ?? '',
    body: canonicalJson(job),
    ...place,
  },
});

/** What a train or validate job made; an examination makes nothing and has no gates. */
const madeBy = ({ result }: JobEvent) => (result?.kind === 'examination' ? null : result);

/** The row of what became of an order. */
export const jobEventRow = (event: JobEvent, place: RecordPlace): ProjectedRow => ({
  table: 'job_events',
  row: {
    model: event.model,
    job_id: event.job_id,
    status: event.status,
    detail: event.detail,
    artifact_digest: madeBy(event)?.artifact_digest ?? '',
    passed: madeBy(event)?.gates.every(({ passed }) => passed) ?? event.status === 'succeeded',
    body: canonicalJson(event),
    ...place,
  },
});

/** The row of a command. */
export const commandRow = (command: Command, place: RecordPlace): ProjectedRow => ({
  table: 'commands',
  row: {
    model: command.model,
    command_id: command.command_id,
    kind: command.body.kind,
    actor: command.actor,
    sent_at: command.sent_at,
    at: command.at ?? 0,
    body: canonicalJson(command),
    ...place,
  },
});
