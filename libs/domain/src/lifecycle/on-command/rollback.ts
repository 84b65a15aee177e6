import { rollBack } from '../roll-back.js';
import { answer, type Turn } from '../turn.js';
import type { Body } from './body.js';

/** A person's rollback: no automation or budget is asked, but the target must be verified all the same. */
export function rollback(turn: Turn, { to, reason, scope }: Body<'rollback'>): void {
  const { route, release, production } = turn.state;
  if (route === null) {
    answer(turn, 'rollback', 'refused', 'nothing is routed yet');
    return;
  }
  if (to !== null && !release && to === production) {
    answer(turn, 'rollback', 'superseded', `${to} is in production already`);
    return;
  }
  rollBack(turn, { to, reason, scope: scope ?? ['all'], rule: null });
}
