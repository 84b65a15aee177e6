import { carryOut } from '../carry-out.js';
import { remember } from '../deeds.js';
import { waitingFor } from '../approvals.js';
import { answer, patch, type Turn } from '../turn.js';
import type { Body } from './body.js';

/** Does what waited for a person; the subject names the entry, the decision or the version. */
export function approve(turn: Turn, { subject, role }: Body<'approve'>): void {
  const approval = waitingFor(turn.state, subject);
  if (!approval) {
    answer(turn, 'approve', 'refused', `nothing waits under ${subject}`);
    return;
  }
  if (approval.role !== null && approval.role !== role) {
    answer(turn, 'approve', 'refused', `role_required: ${approval.role}`, { version: approval.version });
    return;
  }
  patch(turn, { approvals: turn.state.approvals.filter((other) => other !== approval) });
  answer(turn, 'approve', 'applied', `${approval.wish.do} asked by ${approval.cause}`, {
    version: approval.version,
  });
  carryOut(turn, approval.wish);
  remember(turn, approval.cause);
}
