import { describe, expect, it } from '@jest/globals';
import { incidentId } from '../ids.js';
import { foldIncidents } from './incidents.js';
import type { Opinion } from './rule.js';
import type { Incident } from './state.js';
import { HOUR } from './testing/contract.js';

const moment = (seq: number) => ({ model: 'm', seq, window: [seq * HOUR, (seq + 1) * HOUR] as const });
const opinion = (rule: Opinion['rule'], more: Partial<Opinion> = {}): Opinion => ({
  rule,
  scope: ['all'],
  reason: 'r',
  statements: [{ axis: 'people', do: 'page' }],
  evidence: [],
  onset: [10 * HOUR, 11 * HOUR],
  ...more,
});
const after = (incidents: readonly Incident[], seqs: readonly number[], opinions: readonly Opinion[] = []) =>
  seqs.reduce((known, seq) => foldIncidents(known, opinions, moment(seq)).incidents, incidents);

describe('an incident', () => {
  const opened = foldIncidents([], [opinion('T7')], moment(10));

  it('opens with an id made of model, rule, scope and onset', () => {
    expect(opened.of).toEqual([incidentId({ model: 'm', rule: 'T7', scope: ['all'], from: 10 * HOUR })]);
  });

  it('is not opened by rules that say nothing is wrong, nor by an opinion without consequence', () => {
    expect(foldIncidents([], [opinion('T20')], moment(10)).of).toEqual([null]);
    expect(
      foldIncidents([], [opinion('T7', { statements: [{ axis: 'people', do: 'none' }] })], moment(10)).of,
    ).toEqual([null]);
  });

  it('is joined by what began at the same time in a scope that meets', () => {
    const joined = foldIncidents(
      opened.incidents,
      [opinion('T5', { onset: [10 * HOUR, 12 * HOUR] })],
      moment(11),
    );
    expect(joined.incidents).toHaveLength(1);
    expect(joined.incidents[0]?.rules).toEqual(['T7', 'T5']);
    const apart = foldIncidents(
      opened.incidents,
      [opinion('T5', { onset: [20 * HOUR, 21 * HOUR] })],
      moment(21),
    );
    expect(apart.incidents).toHaveLength(2);
  });

  it('is joined by the same source whenever it began', () => {
    const sourced = foldIncidents([], [opinion('T10', { source: 'labels crm' })], moment(10)).incidents;
    const later = opinion('T7', { source: 'labels crm', onset: [30 * HOUR, 31 * HOUR] });
    expect(foldIncidents(sourced, [later], moment(31)).incidents).toHaveLength(1);
  });

  it('closes three windows after its rules are out of force, and keeps its id when it reopens within a day', () => {
    const quiet = after(opened.incidents, [11, 12, 13]);
    expect(quiet[0]?.closed_at).toBe(14 * HOUR);
    const reopened = foldIncidents(quiet, [opinion('T7', { onset: [20 * HOUR, 21 * HOUR] })], moment(20));
    expect(reopened.of).toEqual(opened.of);
    const forgotten = foldIncidents(quiet, [opinion('T7', { onset: [60 * HOUR, 61 * HOUR] })], moment(60));
    expect(forgotten.of).not.toEqual(opened.of);
  });
});
