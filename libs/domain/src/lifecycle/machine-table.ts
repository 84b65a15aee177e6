import { CheckrideError } from '../errors.js';

/** A state machine as data: what each event does in each state; an absent pair is not allowed there. */
export interface MachineTable<S extends string, E extends string> {
  readonly name: string;
  readonly initial: S;
  readonly events: readonly E[];
  readonly transitions: Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>;
}

/** The state an event leads to, or undefined where the machine does not allow it. */
export const nextState = <S extends string, E extends string>(
  table: MachineTable<S, E>,
  state: S,
  event: E,
): S | undefined => table.transitions[state]?.[event];

/** Throws CHK_STATE_INVALID naming every unknown state or event, unreachable state and unused event of a machine. */
export function checkMachine(table: MachineTable<string, string>): void {
  const states = new Set(Object.keys(table.transitions));
  const arrows = Object.entries(table.transitions).flatMap(([from, row]) =>
    Object.entries(row).flatMap(([event, to]) => (to === undefined ? [] : [{ from, event, to }])),
  );
  const reached = new Set([table.initial]);
  for (const state of reached) for (const { from, to } of arrows) if (from === state) reached.add(to);
  const used = new Set(arrows.map(({ event }) => event));
  const problems = [
    ...(states.has(table.initial) ? [] : [`initial state ${table.initial} is unknown`]),
    ...arrows
      .filter(({ to }) => !states.has(to))
      .map(({ from, event, to }) => `${from} --${event}--> ${to}: ${to} is unknown`),
    ...arrows
      .filter(({ event }) => !table.events.includes(event))
      .map(({ from, event }) => `${from} --${event}-->: the event is unknown`),
    ...[...states].filter((state) => !reached.has(state)).map((state) => `${state} cannot be reached`),
    ...table.events.filter((event) => !used.has(event)).map((event) => `event ${event} is used nowhere`),
  ];
  if (problems.length > 0)
    throw new CheckrideError('CHK_STATE_INVALID', `machine ${table.name}: ${problems.join('; ')}`, {
      remedy: 'Mend the table: every state must be known and reachable.',
    });
}
