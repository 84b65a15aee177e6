import type { Played } from '../harness/play.js';
import type { Accept, AxisName, Incident } from '../interface.js';
import { axesOf, inForceAt, ORDER, sameValue, type InForce, type LatchedAction } from './actions.js';
import { sameScope, scopesMeet, type ScopeWords } from './scopes.js';

/** What stands on one axis of an incident in the end: the severest thing done since its onset, else what is in force. */
export type Terminal = Readonly<Record<AxisName, InForce>>;

const MILDEST: Terminal = {
  traffic: { do: 'continue', scope: ['all'], target: null },
  data: { do: 'clean', scope: ['all'], target: null },
  model: { do: 'keep', scope: ['all'], target: null },
  people: { do: 'none', scope: ['all'], target: null },
};

const severest = (axis: AxisName, all: readonly InForce[]): InForce | undefined =>
  all.reduce<InForce | undefined>(
    (worst, one) => (worst && ORDER[axis].indexOf(worst.do) >= ORDER[axis].indexOf(one.do) ? worst : one),
    undefined,
  );

/** The terminal vector of an incident as of a minute. */
export function terminalAt(
  incident: Incident,
  minute: number,
  played: Played,
  latched: readonly LatchedAction[],
  words: ScopeWords,
): Terminal {
  const force = inForceAt(played, minute);
  const meant = (axis: AxisName, scope: readonly string[]): boolean =>
    incident.accept.some((accept) => scopesMeet(accept[axis]?.scope, scope, words));
  const on = (axis: AxisName): InForce => {
    const done = latched.filter(
      (action) =>
        action.axis === axis &&
        action.minute >= incident.onset &&
        action.minute <= minute &&
        meant(axis, action.scope),
    );
    const said = force[axis].filter(({ scope }) => meant(axis, scope));
    return severest(axis, done) ?? severest(axis, said) ?? MILDEST[axis];
  };
  return { traffic: on('traffic'), data: on('data'), model: on('model'), people: on('people') };
}

/** The accept vectors a terminal vector agrees with on every axis they name. */
export const agreedWith = (terminal: Terminal, { accept }: Incident): readonly Accept[] =>
  accept.filter((one) =>
    axesOf(one).every((axis) => {
      const [wanted, is] = [one[axis]!, terminal[axis]];
      return (
        sameValue(wanted.do, is.do) &&
        (wanted.to === undefined || is.target === null || wanted.to === is.target)
      );
    }),
  );

/** Whether scopes are exactly as one accept vector has them, on every axis that names one. */
export const scopesExact = (terminal: Terminal, accept: Accept, words: ScopeWords): boolean =>
  axesOf(accept).every((axis) => {
    const scope = accept[axis]!.scope;
    return scope === undefined || sameScope(scope, terminal[axis].scope, words);
  });

/** Whether an action lies inside some accept vector of some incident that is open when it shows. */
export const isAccepted = (
  action: LatchedAction,
  incidents: readonly Incident[],
  words: ScopeWords,
): boolean =>
  incidents
    .filter(({ onset, deadline }) => action.minute >= onset && action.minute <= deadline)
    .some(({ accept }) =>
      accept.some((one) => {
        const wanted = one[action.axis];
        if (!wanted) return true;
        return sameValue(wanted.do, action.do) && scopesMeet(wanted.scope, action.scope, words);
      }),
    );
