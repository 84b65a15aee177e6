import { describe, expect, it } from '@jest/globals';
import { joinOpinions, without } from './join.js';
import type { Opinion, Statement } from './rule.js';
import type { RuleId } from './verdict.js';
import { headlineOf } from './verdict.js';

const opinion = (
  rule: RuleId,
  statements: readonly Statement[],
  scope: readonly string[] = ['all'],
): Opinion => ({
  rule,
  scope,
  reason: rule.toLowerCase(),
  statements,
  evidence: [],
  onset: null,
});
const quiet = opinion('T22', [
  { axis: 'traffic', do: 'continue' },
  { axis: 'data', do: 'clean' },
  { axis: 'model', do: 'keep' },
  { axis: 'people', do: 'none' },
]);
const REGIONS = ['east', 'west'];

describe('joining opinions', () => {
  it('takes the severest value of each axis and names the first rule that reaches it', () => {
    const verdict = joinOpinions(
      [
        opinion('T7', [
          { axis: 'traffic', do: 'hold' },
          { axis: 'people', do: 'page' },
        ]),
        opinion('T14', [
          { axis: 'traffic', do: 'hold' },
          { axis: 'people', do: 'ticket' },
        ]),
        quiet,
      ],
      REGIONS,
    );
    expect(verdict.traffic).toEqual([{ do: 'hold', scope: ['all'], rule: 'T7', reason: 't7' }]);
    expect(verdict.people).toEqual([{ do: 'page', scope: ['all'], rule: 'T7', reason: 't7' }]);
    expect(verdict.model).toMatchObject([{ do: 'keep', rule: 'T22' }]);
  });

  it('vetoes retraining and stops promotion while the data are not clean, but never a rollback', () => {
    const verdict = joinOpinions(
      [
        opinion('T5', [{ axis: 'traffic', do: 'rollback', target: 'v1' }]),
        opinion('T10', [{ axis: 'data', do: 'quarantine' }], ['labels']),
        opinion('T11', [{ axis: 'model', do: 'retrain' }]),
        opinion('T20', [{ axis: 'traffic', do: 'promote' }]),
        quiet,
      ],
      REGIONS,
    );
    expect(verdict.traffic).toMatchObject([{ do: 'rollback', rule: 'T5', target: 'v1' }]);
    expect(verdict.model).toMatchObject([{ do: 'veto', rule: 'T10', scope: ['all'] }]);
  });

  it('leaves a milder statement the regions a severer one does not take', () => {
    const verdict = joinOpinions(
      [
        opinion('T5', [{ axis: 'traffic', do: 'rollback' }], ['region=west']),
        opinion('T14', [{ axis: 'traffic', do: 'hold' }]),
        quiet,
      ],
      REGIONS,
    );
    expect(verdict.traffic).toMatchObject([
      { do: 'rollback', scope: ['region=west'] },
      { do: 'hold', scope: ['region=east'] },
    ]);
  });

  it('always has a statement on every axis', () => {
    const verdict = joinOpinions([quiet], []);
    expect(
      [verdict.traffic, verdict.data, verdict.model, verdict.people].map(({ length }) => length),
    ).toEqual([1, 1, 1, 1]);
  });
});

describe('what is left of a scope', () => {
  it('is nothing outside everywhere or itself', () => {
    expect(without(['region=west'], ['all'], REGIONS)).toBeNull();
    expect(without(['region=west'], ['region=west'], REGIONS)).toBeNull();
    expect(without(['all'], ['region=east', 'region=west'], REGIONS)).toBeNull();
  });

  it('is all of it where the two speak of different things', () => {
    expect(without(['labels'], ['region=west'], REGIONS)).toEqual(['labels']);
    expect(without(['all'], ['labels'], REGIONS)).toEqual(['all']);
  });
});

describe('the headline', () => {
  const of = (statement: Statement, inFlight = false) =>
    headlineOf(joinOpinions([opinion('T7', [statement]), quiet], []), inFlight);

  it('reads the severest axis: ROLLBACK > PAUSE > FIX_DATA > RETRAIN > PROMOTE > HOLD', () => {
    expect(of({ axis: 'traffic', do: 'rollback' })).toBe('ROLLBACK');
    expect(of({ axis: 'traffic', do: 'drain' })).toBe('PAUSE');
    expect(of({ axis: 'traffic', do: 'fallback' })).toBe('PAUSE');
    expect(of({ axis: 'data', do: 'suspect' })).toBe('FIX_DATA');
    expect(of({ axis: 'model', do: 'retrain' })).toBe('RETRAIN');
    expect(of({ axis: 'traffic', do: 'promote' })).toBe('PROMOTE');
    expect(of({ axis: 'model', do: 'veto' })).toBe('HOLD');
  });

  it('reads hold as PAUSE only while a release is in flight', () => {
    expect(of({ axis: 'traffic', do: 'hold' }, true)).toBe('PAUSE');
    expect(of({ axis: 'traffic', do: 'hold' }, false)).toBe('HOLD');
  });
});
