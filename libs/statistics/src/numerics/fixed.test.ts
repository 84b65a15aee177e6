import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { meanOfFixedPoint, roundLog, toFixedPoint } from './fixed.js';

it('a sum of rounded logs does not depend on their order after rounding', () => {
  const logs = fc.array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(logs, (values) => {
      const sum = (list: number[]) => roundLog(list.reduce((total, value) => total + roundLog(value), 0));
      expect(sum([...values].reverse())).toBe(sum(values));
    }),
  );
});

it('fixed-point losses keep nine decimals', () => {
  const sum = [0.1, 0.25, 0.000000001].reduce((total, loss) => total + toFixedPoint(loss), 0);
  expect(sum).toBe(350000001);
  expect(meanOfFixedPoint(sum, 3)).toBeCloseTo(0.116666667, 12);
  expect(meanOfFixedPoint(0, 0)).toBeNull();
});
