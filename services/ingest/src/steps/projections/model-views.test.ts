import { describe, expect, it } from '@jest/globals';
import { modelOfComment, viewComment, viewName } from './model-views.js';

describe('the name of a view', () => {
  it.each([
    ['churn', 'churn'],
    ['Churn-EU 2', 'churn_eu_2'],
    ['4cast', 'm_4cast'],
  ])('of %s is %s', (model, name) => {
    expect(viewName(model, [])).toBe(name);
  });

  it('never takes a table, its own labels or another model’s view', () => {
    const relations = [
      { name: 'predictions', model: null },
      { name: 'labels', model: null },
      { name: 'a_b', model: 'a.b' },
      { name: 'a_b_labels', model: 'a.b' },
      { name: 'x_labels', model: null },
    ];
    expect(viewName('predictions', relations)).toBe('predictions_model');
    expect(viewName('a-b', relations)).toBe('a_b_model');
    expect(viewName('x', relations)).toBe('x_model');
    expect(viewName('a.b', relations)).toBe('a_b');
    const more = [...relations, { name: 'a_b_model', model: 'a:b' }];
    expect(viewName('a-b', more)).toBe('a_b_model_2');
  });

  it('is known again by its comment', () => {
    expect(modelOfComment(viewComment('of model x', 'labels'))).toBe('of model x');
    expect(modelOfComment('contracts of models; read with FINAL')).toBeNull();
  });
});
