import type { Approval, ControllerState } from './state.js';
import { answer, patch, type Turn } from './turn.js';

/** The approval a subject names: by the transition that asked, by what caused it, or by its version; the newest first. */
export const waitingFor = (state: ControllerState, subject: string): Approval | undefined =>
  state.approvals.findLast(
    (approval) => approval.subject === subject || approval.cause === subject || approval.version === subject,
  );

/** Answers `superseded` to all that waited for a person about a release that has ended. */
export function expireApprovals(turn: Turn, release: string): void {
  const about = ({ wish }: Approval): boolean => 'release' in wish && wish.release === release;
  const expired = turn.state.approvals.filter(about);
  patch(turn, { approvals: turn.state.approvals.filter((approval) => !about(approval)) });
  for (const { wish, subject, version } of expired)
    answer(turn, wish.do, 'superseded', `${subject} waited for a person until the release ended`, {
      release,
      version,
    });
}
