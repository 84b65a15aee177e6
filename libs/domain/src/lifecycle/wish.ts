import type { RuleId } from '../judge/verdict.js';
import type { Scope } from '../scope.js';

/** An action somebody asks for, with all it needs to be carried out later: what an approval keeps. */
export type Wish =
  | { readonly do: 'stage'; readonly version: string }
  | { readonly do: 'release'; readonly version: string }
  | { readonly do: 'step'; readonly release: string; readonly rule: RuleId; readonly reason: string }
  | { readonly do: 'drain'; readonly release: string; readonly rule: RuleId; readonly reason: string }
  | {
      readonly do: 'rollback';
      /** Release to undo, and the version to go back to; null: the one before. */
      readonly release: string | null;
      readonly to: string | null;
      readonly scope: Scope;
      readonly rule: RuleId | null;
      readonly reason: string;
    }
  | {
      readonly do: 'fallback';
      /** Absent: everywhere. */
      readonly scope?: Scope;
      readonly rule: RuleId | null;
      readonly reason: string;
    }
  | {
      readonly do: 'retrain';
      readonly rule: RuleId;
      readonly reason: string;
      readonly range: readonly [number, number];
    }
  | {
      readonly do: 'quarantine';
      readonly rule: RuleId;
      readonly reason: string;
      readonly scope: Scope;
      readonly range: readonly [number, number];
    };
