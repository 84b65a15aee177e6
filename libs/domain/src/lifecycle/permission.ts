import type { Automated } from '../contract/contract.js';
import type { RuleId } from '../judge/verdict.js';
import { overspent } from './budget.js';
import type { LedgerAction } from './ledger.js';
import { notify } from './notify.js';
import type { Approval, SpentAction } from './state.js';
import { answer, nextTransition, patch, type Turn } from './turn.js';
import type { Wish } from './wish.js';

/** What an automatic action needs leave for. `spends` names the action that counts against the day's budget. */
export interface Request {
  readonly automated: Automated;
  readonly action: LedgerAction;
  readonly wish: Wish;
  readonly version: string | null;
  readonly rule: RuleId | null;
  readonly spends: SpentAction['action'] | null;
}

/**
 * Whether the contract lets an action happen by itself. If not, it has been answered here: refused `dry_run`, or
 * refused with `waiting_approval`, `rule_repeats` or `budget_spent` and put before a person with a page.
 */
export function permitted(turn: Turn, request: Request): boolean {
  const automation = turn.state.record?.contract.automation[request.automated] ?? 'dry-run';
  if (automation === 'dry-run') {
    answer(turn, request.action, 'refused', 'dry_run', toldOf(request));
    return false;
  }
  const limit =
    request.spends && request.rule
      ? overspent(turn.state, turn.at ?? 0, request.spends, request.rule)
      : undefined;
  if (automation === 'auto' && !limit) return true;
  askPerson(turn, request, limit ?? 'waiting_approval');
  return false;
}

/** Puts a wish before a person: answered `refused` with the reason, kept for `approve`, and paged. */
export function askPerson(turn: Turn, request: Request, reason: string, role: string | null = null): void {
  const same = turn.state.approvals.find((waiting) => sameWish(waiting.wish, request.wish));
  if (same) {
    answer(turn, request.action, 'superseded', `${reason}: ${same.subject} waits already`, toldOf(request));
    const approvals = turn.state.approvals.map((waiting) =>
      waiting === same ? { ...same, wish: request.wish } : waiting,
    );
    patch(turn, { approvals });
    return;
  }
  const approval: Approval = {
    subject: nextTransition(turn),
    cause: turn.cause.id,
    version: request.version,
    role,
    wish: request.wish,
    asked_at: turn.at,
  };
  answer(turn, request.action, 'refused', reason, toldOf(request));
  patch(turn, { approvals: [...turn.state.approvals, approval] });
  const who = role === null ? 'Approve' : `Somebody with the role ${role} must approve`;
  notify(
    turn,
    'page',
    HEADLINE[request.wish.do],
    approval.subject,
    `${turn.state.model}: ${request.wish.do}${request.version ? ` of ${request.version}` : ''} waits for a person (${reason}). ${who} or reject ${approval.subject}.`,
  );
}

const HEADLINE = {
  stage: 'PROMOTE',
  release: 'PROMOTE',
  step: 'PROMOTE',
  drain: 'PAUSE',
  rollback: 'ROLLBACK',
  fallback: 'ROLLBACK',
  retrain: 'RETRAIN',
  quarantine: 'FIX_DATA',
} as const;

const toldOf = ({ version, wish }: Request) => ({
  ...(version === null ? {} : { version }),
  ...('range' in wish ? { range: wish.range } : {}),
  ...('scope' in wish ? { scope: wish.scope } : {}),
});

/** Two wishes are one when they do the same to the same thing; reasons and ranges may differ. */
function sameWish(a: Wish, b: Wish): boolean {
  if (a.do !== b.do) return false;
  const key = (wish: Wish): string =>
    'version' in wish ? wish.version : 'release' in wish ? (wish.release ?? '') : '';
  return key(a) === key(b);
}
