import { describe, expect, test } from '@jest/globals';
import { checkMachine, nextState, type MachineTable } from './machine-table.js';
import { RELEASE_MACHINE } from './release-machine.js';
import { VERSION_MACHINE } from './version-machine.js';

/** Every allowed pair, written out from design.md §5 and judge.md §2 (Situations), not from the tables. */
const ALLOWED: Record<string, Record<string, string>> = {
  version: {
    'candidate trained': 'validating',
    'candidate failed': 'rejected',
    'candidate refused': 'rejected',
    'validating passed': 'staged',
    'validating failed': 'rejected',
    'validating refused': 'rejected',
    'staged served': 'production',
    'staged refused': 'rejected',
    'staged superseded': 'retired',
    'staged withdrawn': 'quarantined',
    'production replaced': 'retired',
    'production withdrawn': 'quarantined',
    'retired restored': 'production',
    'retired lifted': 'staged',
    'retired refused': 'rejected',
    'quarantined lifted': 'staged',
    'quarantined refused': 'rejected',
  },
  release: {
    'queued start': 'canary',
    'queued watch': 'watching',
    'queued refuse': 'refused',
    'canary step': 'canary',
    'canary watch': 'watching',
    'canary hold': 'held',
    'canary drain': 'drained',
    'canary rollback': 'rolled-back',
    'watching hold': 'held',
    'watching drain': 'drained',
    'watching rollback': 'rolled-back',
    'watching complete': 'complete',
    'held resume': 'canary',
    'held rewatch': 'watching',
    'held drain': 'drained',
    'held rollback': 'rolled-back',
    'drained resume': 'canary',
    'drained rewatch': 'watching',
    'drained rollback': 'rolled-back',
    'complete rollback': 'rolled-back',
  },
};

describe.each([VERSION_MACHINE, RELEASE_MACHINE] as MachineTable<string, string>[])(
  'the $name machine',
  (machine) => {
    const pairs = Object.keys(machine.transitions).flatMap((state) =>
      machine.events.map((event) => ({ state, event, to: ALLOWED[machine.name]?.[`${state} ${event}`] })),
    );
    test.each(pairs)('$state, $event: $to', ({ state, event, to }) => {
      expect(nextState(machine, state, event)).toBe(to);
    });

    test('passes the check made at boot', () => {
      expect(() => checkMachine(machine)).not.toThrow();
    });
  },
);

describe('the check of a machine names', () => {
  const good: MachineTable<string, string> = {
    name: 'lamp',
    initial: 'off',
    events: ['press'],
    transitions: { off: { press: 'on' }, on: { press: 'off' } },
  };
  test.each([
    [
      'an unknown target',
      { transitions: { off: { press: 'broken' }, on: { press: 'off' } } },
      /broken is unknown/,
    ],
    ['an unreachable state', { transitions: { ...good.transitions, lost: {} } }, /lost cannot be reached/],
    ['an unknown initial state', { initial: 'none' }, /initial state none is unknown/],
    ['an event that is used nowhere', { events: ['press', 'throw'] }, /event throw is used nowhere/],
    ['an unknown event', { events: [] }, /off --press-->: the event is unknown/],
  ])('%s', (_, change, message) => {
    expect(() => checkMachine({ ...good, ...change })).toThrow(message);
    expect(() => checkMachine({ ...good, ...change })).toThrow(
      expect.objectContaining({ code: 'CHK_STATE_INVALID' }),
    );
  });
});
