import { expect, it } from '@jest/globals';
import { wilsonInterval } from './wilson.js';

// scipy 1.17.1 binomtest(k, n).proportion_ci(.95, 'wilson'); the first is also in the reference set's wilson95_accuracy
it.each([
  [268, 300, 0.8532967116826325, 0.9234241509540578],
  [0, 20, 0, 0.16112515805281935],
  [7, 7, 0.6456695649333126, 1],
  [5, 50, 0.04347576493189041, 0.21360231437479654],
])('%d of %d', (k, n, low, high) => {
  const interval = wilsonInterval(k, n, 1.959963984540054);
  expect(interval.low).toBeCloseTo(low, 12);
  expect(interval.high).toBeCloseTo(high, 12);
});

it('knows nothing without trials', () => {
  expect(wilsonInterval(0, 0, 2)).toEqual({ low: 0, high: 1 });
});
