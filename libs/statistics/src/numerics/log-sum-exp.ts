import { LOG_ZERO } from './fixed.js';

/** ln Σ exp(x) without overflow; `LOG_ZERO` for an empty list. */
export function logSumExp(logs: readonly number[]): number {
  const largest = logs.reduce((most, value) => Math.max(most, value), LOG_ZERO);
  if (largest === LOG_ZERO) return LOG_ZERO;
  return largest + Math.log(logs.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

/** ln(exp a + exp b) without overflow. */
export function logAddExp(a: number, b: number): number {
  const largest = Math.max(a, b);
  return largest + Math.log1p(Math.exp(Math.min(a, b) - largest));
}

/** ln of the mean of exp(x): the even mixture of processes kept in logs; `LOG_ZERO` for an empty list. */
export function logMeanExp(logs: readonly number[]): number {
  return logs.length === 0 ? LOG_ZERO : logSumExp(logs) - Math.log(logs.length);
}
