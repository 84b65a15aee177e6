import type { Tick } from '../judge/decision.js';
import { onCommand } from './on-command/on-command.js';
import { takeJobResult } from './on-job-event.js';
import { completeRelease } from './release-steps.js';
import { orderExaminations } from './order-examinations.js';
import { startQueued } from './stage-version.js';
import { seenFrom } from './tick-time.js';
import type { ContractCompiler } from './contract-compiler.js';
import { patch, within, type Turn } from './turn.js';

/** Folds a tick: job results whose time has come, commands held for it, the end of a watch, the queue; then `folded`. */
export function onTick(turn: Turn, tick: Tick, compiler: ContractCompiler): void {
  const [from] = tick.window;
  patch(turn, { tick: from });
  takeDueResults(turn, from);
  takeDueCommands(turn, from, compiler);
  const { release, hold } = turn.state;
  if (release?.stage === 'watching' && (release.watch_until ?? 0) <= tick.window[1])
    completeRelease(turn, 'watched to the end');
  if (hold === null) startQueued(turn, 'next in the queue');
  orderExaminations(turn, tick.window);
  const { results, ...state } = turn.state;
  turn.effects.push({
    kind: 'folded',
    folded: {
      model: state.model,
      window: tick.window,
      route_revision: state.route?.revision ?? 0,
      outstanding_jobs: state.jobs.filter(({ outcome }) => outcome === null).map(({ job }) => job.job_id),
      ledger_seq: state.ledger_seq,
      ...(results.length > 0 ? { results } : {}),
    },
  });
  patch(turn, { results: [] });
}

/** In the order the jobs were given, whatever order their results arrived in. */
function takeDueResults(turn: Turn, tick: number): void {
  const due = turn.state.jobs.filter(
    ({ job, outcome }) => outcome !== null && seenFrom(turn.state, job.ordered_at) <= tick,
  );
  for (const ordered of due) {
    const event = ordered.outcome;
    if (event === null) continue;
    patch(turn, { jobs: turn.state.jobs.filter(({ job }) => job.job_id !== ordered.job.job_id) });
    within(turn, { kind: 'job-event', id: `${event.job_id}/${event.status}`, actor: 'runner' }, (inner) =>
      takeJobResult(inner, ordered, event),
    );
  }
}

function takeDueCommands(turn: Turn, tick: number, compiler: ContractCompiler): void {
  const due = turn.state.held_commands.filter(({ at }) => at === null || at <= tick);
  patch(turn, { held_commands: turn.state.held_commands.filter((command) => !due.includes(command)) });
  for (const command of due)
    within(turn, { kind: 'command', id: command.command_id, actor: command.actor }, (inner) =>
      onCommand(inner, command, compiler),
    );
}
