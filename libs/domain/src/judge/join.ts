import { EVERYWHERE, scopeOf, type Scope } from '../scope.js';
import type { Opinion, Statement } from './rule.js';
import {
  DATA,
  MODEL,
  PEOPLE,
  TRAFFIC,
  type Axis,
  type AxisName,
  type RuleId,
  type Verdict,
} from './verdict.js';

/** Actions of each axis, mildest first: the place in the list is the severity. */
export const SEVERITY: Readonly<Record<AxisName, readonly string[]>> = {
  traffic: TRAFFIC,
  data: DATA,
  model: MODEL,
  people: PEOPLE,
};

interface Claim {
  readonly statement: Statement;
  readonly scope: Scope;
  readonly rule: RuleId;
  readonly reason: string;
}

const severityOf = ({ axis, do: action }: Statement): number => SEVERITY[axis].indexOf(action);

/**
 * Joins opinions, given in the table's order, into a verdict: per axis and scope the severest stands and the first
 * rule that reaches it is named (judge §1). Data that are not clean veto retraining and stop promotion; nothing ever
 * stops a rollback. `regions` lets a milder statement keep the regions a severer one leaves free.
 */
export function joinOpinions(opinions: readonly Opinion[], regions: readonly string[]): Verdict {
  const claims = opinions.flatMap(({ statements, scope, rule, reason }) =>
    statements.map((statement): Claim => ({ statement, scope: statement.scope ?? scope, rule, reason })),
  );
  const dirty = claims.find(({ statement }) => statement.axis === 'data' && severityOf(statement) > 0);
  const ruled = dirty
    ? [...claims.filter(({ statement }) => statement.do !== 'promote'), vetoBy(dirty)]
    : claims;
  const axis = <A extends string>(name: AxisName): Axis<A>[] => {
    const own = ruled.filter(({ statement }) => statement.axis === name);
    return disjoint(own, regions).map(toAxis) as Axis<A>[];
  };
  return { traffic: axis('traffic'), data: axis('data'), model: axis('model'), people: axis('people') };
}

const vetoBy = (claim: Claim): Claim => ({
  ...claim,
  statement: { axis: 'model', do: 'veto' },
  scope: EVERYWHERE,
});

/** Severest first, each in what severer ones have left; a claim of no opinion stands only alone. */
function disjoint(claims: readonly Claim[], regions: readonly string[]): Claim[] {
  const bySeverity = [...claims].sort((a, b) => severityOf(b.statement) - severityOf(a.statement));
  const standing: Claim[] = [];
  for (const claim of bySeverity) {
    if (severityOf(claim.statement) === 0 && standing.length > 0) continue;
    const left = standing.reduce<Scope | null>(
      (scope, { scope: taken }) => scope && without(scope, taken, regions),
      claim.scope,
    );
    if (left) standing.push({ ...claim, scope: left });
  }
  return standing;
}

const isRegion = (word: string): boolean => word.startsWith('region=');

/** What is left of a scope outside another; null when nothing is. Only regions can be told apart word by word. */
export function without(scope: Scope, taken: Scope, regions: readonly string[]): Scope | null {
  if (taken.includes('all') || sameWords(scope, taken)) return null;
  if (!taken.every(isRegion)) return scope;
  const words = scope.includes('all') ? regions.map((region) => `region=${region}`) : scope;
  if (!words.every(isRegion) || words.length === 0) return scope;
  const left = words.filter((word) => !taken.includes(word));
  return left.length === 0 ? null : scopeOf(...left);
}

const sameWords = (a: Scope, b: Scope): boolean =>
  a.length === b.length && a.every((word) => b.includes(word));

function toAxis({ statement, scope, rule, reason }: Claim): Axis<string> {
  return {
    do: statement.do,
    scope,
    rule,
    reason,
    ...('target' in statement && statement.target !== undefined ? { target: statement.target } : {}),
    ...('range' in statement && statement.range !== undefined ? { range: statement.range } : {}),
  };
}
