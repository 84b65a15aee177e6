import type { Approval, ControllerState } from '../state.js';

/** The approval a subject names: by the transition that asked, by what caused it, or by its version; the newest first. */
export const waitingFor = (state: ControllerState, subject: string): Approval | undefined =>
  [...state.approvals]
    .reverse()
    .find(
      (approval) =>
        approval.subject === subject || approval.cause === subject || approval.version === subject,
    );
