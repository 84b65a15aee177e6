import { allowedDifference, sequenceHalfWidth } from '@checkride/statistics/promotion/non-inferiority';
import type { PolicyMaker } from './policy.js';
import { RoleCounts, type RolePair } from './role-counts.js';
import { say, verdictOf } from './words.js';

const LEAST_UNITS = 100;

/** How far the lower end of the sequence for the difference of rates stands above what the margin allows. */
function excess({ candidate, control }: RolePair, margin: number, alpha: number): number {
  const variance = ({ n, k }: { n: number; k: number }): number => {
    const share = (k + 1) / (n + 2);
    return (share * (1 - share)) / n;
  };
  const rate = control.k / control.n;
  const error = Math.sqrt(variance(candidate) + variance(control));
  const lower = candidate.k / candidate.n - rate - sequenceHalfWidth(candidate.n + control.n, error, alpha);
  return lower - allowedDifference(rate, margin);
}

/** Rolls back when an asymptotic confidence sequence of some metric's difference leaves the margin behind; α shared evenly. */
export const confidenceSequence: PolicyMaker = {
  name: 'confidence-sequence',
  create({ signals: { rollback } }) {
    const roles = new RoleCounts();
    return (report) => {
      const release = roles.look(report);
      if (!release) return verdictOf();
      const metrics = [...release.total].filter(
        ([, { candidate, control }]) => candidate.n >= LEAST_UNITS && control.n >= LEAST_UNITS,
      );
      const worse = metrics.find(
        ([, pair]) => excess(pair, rollback.margin, rollback.alpha / metrics.length) > 0,
      );
      if (!worse) return verdictOf();
      const target = release.target ?? undefined;
      const reason = `${worse[0]} is worse beyond the margin`;
      return verdictOf({ traffic: [say('rollback', reason, target === undefined ? {} : { target })] });
    };
  },
};
