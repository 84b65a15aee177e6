import type { Scope } from './scope.js';

/** What a person or a program may ask of the controller. */
export type CommandBody =
  | { readonly kind: 'apply'; readonly yaml: string; readonly file: string }
  /** `role` is the role in which the sender approves; gates `approval by ROLE` need theirs. */
  | { readonly kind: 'approve'; readonly subject: string; readonly role?: string }
  | { readonly kind: 'reject'; readonly subject: string; readonly reason: string }
  | { readonly kind: 'promote'; readonly version: string | null }
  | { readonly kind: 'pause'; readonly reason: string }
  /** Takes back what a decision did, as far as that can be done. */
  | { readonly kind: 'override'; readonly decision: string; readonly reason: string }
  /** Ends the quarantine of an artifact (SHA-256). */
  | { readonly kind: 'lift'; readonly digest: string; readonly reason: string }
  | { readonly kind: 'rollback'; readonly to: string | null; readonly reason: string; readonly scope?: Scope }
  | {
      readonly kind: 'retrain';
      readonly reason: string;
      readonly data: string | null;
      readonly pipeline: string | null;
      readonly version: string | null;
    };

/** A command as it stands on the log. `at` (window start, ms) holds it back until that tick; null means now. */
export interface Command {
  readonly command_id: string;
  readonly model: string;
  readonly actor: string;
  readonly sent_at: number;
  readonly at: number | null;
  readonly body: CommandBody;
}
