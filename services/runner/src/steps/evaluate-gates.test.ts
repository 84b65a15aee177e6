import { describe, expect, test } from '@jest/globals';
import { parseGate } from '@checkride/domain/contract/parse-gate';
import type { Gate } from '@checkride/domain/contract/gate';
import { evaluateGates } from './evaluate-gates.js';

const gate = (text: string): Gate => {
  const parsed = parseGate(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
};
const figures = {
  auc: 0.83,
  'precision{risk_band=high}': 0.6,
  'precision{risk_band=low}': 0.4,
  'parity{region}': 0.03,
};
const answer = (text: string, champion: Record<string, number> | null = null) =>
  evaluateGates([gate(text)], { figures, champion, schemaMatches: true, lineageComplete: false })[0];

describe('gates', () => {
  test.each([
    ['auc >= 0.84', 'fail', 0.83],
    ['auc >= 0.83', 'pass', 0.83],
    ['precision{risk_band=high} >= champion - 0.01', 'pass', 0.6],
    ['parity{region} <= 0.05', 'pass', 0.03],
    ['recall >= 0.1', 'no-data', null],
    ['schema match', 'pass', null],
    ['lineage required', 'fail', null],
  ])('%s → %s', (text, outcome, observed) => {
    expect(answer(text, { 'precision{risk_band=high}': 0.605 })).toMatchObject({
      outcome,
      observed,
      passed: outcome === 'pass',
    });
  });

  test('over all values of a segment fail with the value that fails', () => {
    expect(answer('precision{risk_band} >= 0.5')).toMatchObject({
      outcome: 'fail',
      observed: 0.4,
      limit: 0.5,
    });
  });

  test('against the champion fail when the candidate is worse by more than allowed, and pass without a champion', () => {
    expect(
      answer('precision{risk_band=high} >= champion - 0.01', { 'precision{risk_band=high}': 0.62 })?.passed,
    ).toBe(false);
    expect(answer('precision{risk_band=high} >= champion - 0.01')?.passed).toBe(true);
  });

  test('that ask for people are left to people', () => {
    expect(answer('approval by risk-officer')).toBeUndefined();
  });
});
