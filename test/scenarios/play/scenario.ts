import type { Headline, RuleId } from '@checkride/domain/judge/verdict';
import type { LedgerAction } from '@checkride/domain/lifecycle/ledger';
import type { ExaminationCell } from '@checkride/domain/report/cells';
import type { SimRecord } from '../../../benchmarks/incidents/interface.js';
import type { Inputs } from '../../../benchmarks/incidents/traffic/concept.js';
import type { Site } from '../../../benchmarks/incidents/traffic/site.js';

/** What a scenario must come to: one decision in these words, and of all that could be done exactly this. */
export interface Expected {
  readonly rule: RuleId;
  readonly headline: Headline;
  /** Axes as `do scope`, severest first. */
  readonly vector: {
    readonly traffic: readonly string[];
    readonly data: readonly string[];
    readonly model: readonly string[];
    readonly people: readonly string[];
  };
  /** What the controller did of itself, once each and in order, steps of a release left out; absent: nothing. */
  readonly done?: readonly LedgerAction[];
  /** Other rules that may have spoken beside T20 and T22, for instance before the evidence was complete. */
  readonly beside?: readonly RuleId[];
}

/** A version a person orders to be trained, so many windows after the start; it is released when its gates have passed. */
export interface OrderedVersion {
  readonly version: string;
  readonly at: number;
}

/** What happens to one model from its first answer on, and what must be decided about it. */
export interface Scenario {
  readonly name: string;
  /** Length of the base window in minutes. */
  readonly base: 5 | 60 | 1_440;
  readonly windows: number;
  /** Answers a window, about. */
  readonly rows: number;
  /** Members of the contract beside those every scenario has. */
  readonly contract?: Readonly<Record<string, unknown>>;
  /** Rows each version is said to have been trained on. */
  readonly trainingRows?: number;
  /** Median delay of labels, and the age at which all are there, in minutes; default 10 and 50. */
  readonly labels?: { readonly delay: number; readonly by: number };
  /** What comes in at a minute instead of the usual cases; null: in training. */
  readonly cases?: (usual: Inputs, minute: number | null) => Inputs;
  readonly orders?: readonly OrderedVersion[];
  /** Puts what goes wrong into the traffic; `minute` is the first minute of a window. */
  readonly stage: (site: Site, minute: (window: number) => number) => void;
  /** Records that follow from an answer, beside its label. */
  readonly follow?: (answer: Readonly<Record<string, unknown>>) => readonly SimRecord[];
  /** What scoring stored answers of a window again finds out; absent: nothing to be told. */
  readonly examine?: (window: number) => readonly ExaminationCell[];
  readonly expected: Expected;
}
