import type { Report } from '../report/report.js';
import type { Scope } from '../scope.js';
import type { Window } from '../window.js';
import type { EvidenceItem } from './decision.js';
import type { JudgeState } from './state.js';
import type { DataAction, ModelAction, PeopleAction, RuleId, TrafficAction } from './verdict.js';

/** What a rule wants done on one axis, in its scope unless it names another. */
export type Statement =
  | { readonly axis: 'traffic'; readonly do: TrafficAction; readonly target?: string; readonly scope?: Scope }
  | { readonly axis: 'data'; readonly do: DataAction; readonly range?: Window; readonly scope?: Scope }
  | { readonly axis: 'model'; readonly do: ModelAction; readonly range?: Window; readonly scope?: Scope }
  | { readonly axis: 'people'; readonly do: PeopleAction; readonly scope?: Scope };

/** One match of a rule: where, what it says on each axis, and what it rests on. */
export interface Opinion {
  readonly rule: RuleId;
  readonly scope: Scope;
  readonly reason: string;
  readonly statements: readonly Statement[];
  readonly evidence: readonly EvidenceItem[];
  /** When what is seen may have begun (ms): from start to end of the onset set. */
  readonly onset: Window | null;
  /** Feature, label or data source at fault: incidents with the same one join. */
  readonly source?: string;
}

/** A row of the judge's table. `earlier` are the opinions in force of the rows above it. */
export interface Rule {
  readonly id: RuleId;
  /** The row's condition in one sentence. */
  readonly condition: string;
  /** A match lasts at least three windows. */
  readonly holds: boolean;
  readonly opinion: (state: JudgeState, report: Report, earlier: readonly Opinion[]) => readonly Opinion[];
}
