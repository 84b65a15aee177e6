import type { Accept } from '../interface.js';

type Scope = string | readonly string[];

/** Once something is cured nothing more is said of it: the model axis may rest or go on watching, but nothing is trained. */
const cured = (accept: Accept): readonly Accept[] => [
  { ...accept, model: { do: 'veto' } },
  { ...accept, model: { do: 'watch' } },
];

/** T5, T4: the release goes, the data are sound, nothing is trained on account of it. */
export const rolledBack = (scope: Scope = 'all'): readonly Accept[] =>
  cured({ traffic: { do: 'rollback', scope, to: 'v1' }, data: { do: 'clean' } });

/** T1: a region goes back to what its rows were made by; the rest stays. */
export const rolledBackIn = (scope: Scope): readonly Accept[] =>
  cured({ traffic: { do: 'rollback', scope, to: 'v1' } });

/** T7 of answers: something both roles need is broken; traffic stands still and its owner is told. */
export const heldForDependency: Accept = {
  traffic: { do: 'hold', scope: 'all' },
  data: { do: 'clean' },
  model: { do: 'veto' },
  people: { do: 'page' },
};

/** T6: a step of ours lies in the onset set; taking it back is as right as waiting. */
export const drained: readonly Accept[] = cured({
  traffic: { do: 'drain', scope: 'all' },
  data: { do: 'clean' },
});

/** T7 of inputs: broken everywhere. */
export const quarantinedEverywhere = (scope: Scope): Accept => ({
  traffic: { do: 'hold', scope: 'all' },
  data: { do: 'quarantine', scope },
  model: { do: 'veto' },
  people: { do: 'page' },
});

/** T3: inputs are broken in one place only; traffic is not touched. */
export const quarantinedIn = (scope: Scope): Accept => ({
  data: { do: 'quarantine', scope },
  model: { do: 'veto' },
  people: { do: 'page' },
});

/** T11: the world changed; train on what came after. */
export const retrained: Accept = {
  traffic: { do: 'continue' },
  data: { do: 'clean' },
  model: { do: 'retrain', scope: 'all' },
};

/** T9: the release stands still until the fleet is what was announced. */
export const notConverged: Accept = { traffic: { do: 'hold', scope: 'all' }, people: { do: 'page' } };

/** T8: an abrupt step inside the legal range; nothing is trained on it until somebody has looked. */
export const suspected = (scope: Scope): Accept => ({
  traffic: { do: 'hold', scope: 'all' },
  data: { do: 'suspect', scope },
  model: { do: 'veto' },
});

/** T10: labels are not to be trusted. */
export const labelsQuarantined: Accept = {
  data: { do: 'quarantine', scope: 'labels' },
  model: { do: 'veto' },
  people: { do: 'page' },
};
