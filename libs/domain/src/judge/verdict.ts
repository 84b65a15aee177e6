import type { Scope } from '../scope.js';

/** What to do with traffic, mildest first. */
export const TRAFFIC = ['continue', 'promote', 'hold', 'drain', 'rollback', 'fallback'] as const;
/** What to think of the data, mildest first. */
export const DATA = ['clean', 'suspect', 'quarantine'] as const;
/** What to do with the model, mildest first. */
export const MODEL = ['keep', 'watch', 'retrain', 'veto'] as const;
/** Whom to tell, mildest first. */
export const PEOPLE = ['none', 'ticket', 'page'] as const;

export type TrafficAction = (typeof TRAFFIC)[number];
export type DataAction = (typeof DATA)[number];
export type ModelAction = (typeof MODEL)[number];
export type PeopleAction = (typeof PEOPLE)[number];

/** The four objects a verdict speaks of. */
export type AxisName = 'traffic' | 'data' | 'model' | 'people';

/** A rule of the judge's table, kept for ever. */
export type RuleId =
  | 'T1'
  | 'T2'
  | 'T3'
  | 'T4'
  | 'T5'
  | 'T6'
  | 'T7'
  | 'T8'
  | 'T9'
  | 'T10'
  | 'T11'
  | 'T12'
  | 'T13'
  | 'T14'
  | 'T15'
  | 'T16'
  | 'T17'
  | 'T18'
  | 'T19'
  | 'T20'
  | 'T21'
  | 'T22';

/** One statement about one axis: what to do, where, which rule says so and why; `range` is event time in ms. */
export interface Axis<A extends string> {
  readonly do: A;
  readonly scope: Scope;
  readonly rule: RuleId;
  readonly reason: string;
  readonly target?: string;
  readonly range?: readonly [number, number];
}

/** A verdict: at least one statement per axis, disjoint scopes, severest first. */
export interface Verdict {
  readonly traffic: readonly Axis<TrafficAction>[];
  readonly data: readonly Axis<DataAction>[];
  readonly model: readonly Axis<ModelAction>[];
  readonly people: readonly Axis<PeopleAction>[];
}

/** The word a person reads first. */
export type Headline = 'ROLLBACK' | 'PAUSE' | 'FIX_DATA' | 'RETRAIN' | 'PROMOTE' | 'HOLD';

/**
 * A retraining that is said and left to a person: nothing presses for it (T13), or every score still costs what it did
 * (T12), so that only a training that weighs cases as they come now could win anything.
 */
export const isLowPriority = ({ do: action, rule }: Axis<string>): boolean =>
  action === 'retrain' && (rule === 'T13' || rule === 'T12');

/**
 * The headline of a verdict; `hold` reads as PAUSE only while a release is in flight, and a retraining of low priority
 * reads as HOLD.
 */
export function headlineOf(verdict: Verdict, releaseInFlight: boolean): Headline {
  const traffic = new Set(verdict.traffic.map((axis) => axis.do));
  const data = new Set(verdict.data.map((axis) => axis.do));
  if (traffic.has('rollback')) return 'ROLLBACK';
  if (traffic.has('drain') || traffic.has('fallback') || (traffic.has('hold') && releaseInFlight))
    return 'PAUSE';
  if (data.has('suspect') || data.has('quarantine')) return 'FIX_DATA';
  if (verdict.model.some((axis) => axis.do === 'retrain' && !isLowPriority(axis))) return 'RETRAIN';
  if (traffic.has('promote')) return 'PROMOTE';
  return 'HOLD';
}
