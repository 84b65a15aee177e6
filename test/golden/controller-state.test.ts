import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeState } from '@checkride/controller/adapters/state-codec';
import type { Effect } from '@checkride/domain/lifecycle/effect';
import { foldLifecycle } from '@checkride/domain/lifecycle/fold';
import type { LifecycleInput } from '@checkride/domain/lifecycle/input';
import { emptyState } from '@checkride/domain/lifecycle/state';
import { jsonCompiler } from '@checkride/domain/lifecycle/testing/json-compiler';

/**
 * Bytes of a state written by an earlier program of layout 1 (a canary of v2 in flight, held by the judge, a range in
 * quarantine), the inputs that were on the log behind it, and what that program made of them; never written again.
 */
const stored = JSON.parse(readFileSync(new URL('./controller-state-1.json', import.meta.url), 'utf8')) as {
  readonly state: string;
  readonly inputs: readonly LifecycleInput[];
  readonly entries: readonly Readonly<Record<string, unknown>>[];
  readonly shares: readonly unknown[];
  readonly jobs: readonly Readonly<Record<string, unknown>>[];
};
const state = decodeState(Buffer.from(stored.state, 'base64'), 1);

describe('a controller state written by an earlier version', () => {
  it('has every member of today, and keeps what it knew', () => {
    expect(Object.keys(state).sort()).toEqual(Object.keys(emptyState('flights')).sort());
    expect(state).toMatchObject({
      production: 'v1',
      release: { version: 'v2', stage: 'held' },
      hold: { by: 'judge' },
      quarantined_ranges: [{ rule: 'T10', scope: ['labels'] }],
      spent: [{ action: 'quarantine' }],
    });
  });

  it('goes on to the ledger, the routes and the orders that version came to', () => {
    const effects: Effect[] = [];
    let now = state;
    for (const input of stored.inputs) {
      const turn = foldLifecycle(now, input, jsonCompiler);
      now = turn.state;
      effects.push(...turn.effects);
    }
    const entries = effects.flatMap((effect) => (effect.kind === 'entry' ? [effect.entry] : []));
    expect(entries).toMatchObject(stored.entries);
    expect(effects.flatMap((effect) => (effect.kind === 'route' ? [effect.route.shares] : []))).toEqual(
      stored.shares,
    );
    expect(effects.flatMap((effect) => (effect.kind === 'job' ? [effect.job] : []))).toMatchObject(
      stored.jobs,
    );
  });
});
