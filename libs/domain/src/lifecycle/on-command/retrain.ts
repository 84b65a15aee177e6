import { DEFAULT_TRAINING_DAYS } from '../consider-retrain.js';
import { orderTraining } from '../order-job.js';
import { baseOf, DAY_MS } from '../tick-time.js';
import { answer, type Turn } from '../turn.js';
import type { Body } from './body.js';

/** A person's order to train: on the file given, else on the newest stored rows. Cool-downs and budgets do not apply. */
export function retrain(turn: Turn, body: Body<'retrain'>): void {
  const { state } = turn;
  const refuse = (reason: string): void =>
    void answer(turn, 'retrain', 'refused', reason, { version: body.version });
  if (!body.pipeline && !state.record?.contract.pipeline)
    return refuse('no_pipeline: name one in the contract or the command');
  if (body.version !== null && state.versions[body.version]) return refuse(`version ${body.version} exists`);
  if (body.data === null && turn.at === null)
    return refuse('no_data: nothing is stored before the first window, name a file');
  const until = (turn.at ?? 0) + baseOf(state);
  const from = Math.max(0, until - DEFAULT_TRAINING_DAYS * DAY_MS);
  orderTraining(turn, {
    data: body.data === null ? { kind: 'stored', from, until } : { kind: 'file', path: body.data },
    pipeline: body.pipeline,
    version: body.version,
    reason: body.reason,
    automatic: false,
  });
}
