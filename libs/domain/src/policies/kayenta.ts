import type { PolicyMaker } from './policy.js';
import { RoleCounts, type RolePair } from './role-counts.js';
import { say, verdictOf } from './words.js';

/** Windows a judgement looks back over, and the score (share of metrics that pass) below which it fails. */
const LOOKS_BACK = 12;
const MARGINAL = 0.5;
/** Two-sided 98 % normal quantile, as Kayenta's Mann–Whitney intervals have it. */
const Z = 2.326;

/** z of the Mann–Whitney statistic of two samples, by the normal approximation with ties at half. */
function rankZ(a: readonly number[], b: readonly number[]): number {
  let wins = 0;
  for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0;
  const [n, m] = [a.length, b.length];
  return (wins - (n * m) / 2) / Math.sqrt((n * m * (n + m + 1)) / 12);
}

/** Automated canary analysis: rates of both roles window by window, metric by metric, by rank sums; the score is what passes. */
export const kayenta: PolicyMaker = {
  name: 'kayenta',
  create() {
    const roles = new RoleCounts();
    let history = new Map<string, { candidate: number[]; control: number[] }>();
    return (report) => {
      const release = roles.look(report);
      if (!release) {
        history = new Map();
        return verdictOf();
      }
      for (const [metric, pair] of release.window) remember(history, metric, pair);
      const judged = [...history.values()].filter(({ candidate }) => candidate.length >= LOOKS_BACK);
      const failed = judged.filter(({ candidate, control }) => rankZ(candidate, control) > Z).length;
      if (judged.length === 0 || 1 - failed / judged.length >= MARGINAL) return verdictOf();
      const target = release.target ?? undefined;
      const reason = `${failed} of ${judged.length} metrics fail`;
      return verdictOf({ traffic: [say('rollback', reason, target === undefined ? {} : { target })] });
    };
  },
};

function remember(
  history: Map<string, { candidate: number[]; control: number[] }>,
  metric: string,
  { candidate, control }: RolePair,
): void {
  if (candidate.n === 0 || control.n === 0) return;
  const before = history.get(metric) ?? { candidate: [], control: [] };
  history.set(metric, {
    candidate: [...before.candidate, candidate.k / candidate.n].slice(-LOOKS_BACK),
    control: [...before.control, control.k / control.n].slice(-LOOKS_BACK),
  });
}
