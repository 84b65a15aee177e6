import { describe, expect, it } from '@jest/globals';
import { LOG_ZERO } from './fixed.js';
import { logAddExp, logMeanExp, logSumExp } from './log-sum-exp.js';

describe('sums in logs', () => {
  it('survives exponents no double can hold', () => {
    expect(logSumExp([100000, 100000])).toBeCloseTo(100000 + Math.LN2, 9);
    expect(logAddExp(-100000, -100000)).toBeCloseTo(-100000 + Math.LN2, 9);
  });

  it('means over what is there, zeros included', () => {
    expect(logMeanExp([Math.log(6), LOG_ZERO, LOG_ZERO])).toBeCloseTo(Math.log(2), 12);
    expect(logMeanExp([])).toBe(LOG_ZERO);
  });

  it('treats the stand-in for zero as nothing, and it survives JSON', () => {
    expect(logAddExp(LOG_ZERO, 1.5)).toBe(1.5);
    expect(JSON.parse(JSON.stringify(LOG_ZERO))).toBe(LOG_ZERO);
  });
});
