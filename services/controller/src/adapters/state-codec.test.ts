import { expect, test } from '@jest/globals';
import { CONTROLLER_STATE_VERSION, emptyState } from '@checkride/domain/lifecycle/state';
import { decodeState, encodeState } from './state-codec.js';

test('a state comes back as it was, and equal states have equal bytes', () => {
  const state = { ...emptyState('churn'), tick: 7 };
  const bytes = encodeState(state);
  expect(decodeState(bytes, CONTROLLER_STATE_VERSION)).toEqual(state);
  expect(encodeState(Object.fromEntries(Object.entries(state).reverse()) as typeof state)).toEqual(bytes);
});

test('a layout this code does not know is refused', () => {
  expect(() => decodeState(encodeState(emptyState('churn')), CONTROLLER_STATE_VERSION + 1)).toThrow(
    expect.objectContaining({ code: 'CHK_STATE_INVALID' }),
  );
});
