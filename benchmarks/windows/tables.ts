import type { ClosingCost } from './closing.js';
import type { LiveDelay } from './live.js';

/** A table of what closing costs at each length of history, beside the cost at the shortest. */
export function closingTable(costs: readonly { hours: number; what: string; cost: ClosingCost }[]): string {
  const first = costs[0]?.hours ?? 1;
  return [
    '| closing | history | rows read | parts read | CPU ms | wall ms | CPU against the shortest |',
    '|---|---|---|---|---|---|---|',
    ...costs.map(({ hours, what, cost }) => {
      const base = costs.find((one) => one.what === what)?.cost.cpu ?? cost.cpu;
      const figures = [cost.rows, cost.parts, cost.cpu.toFixed(0), cost.wall.toFixed(0)].join(' | ');
      return `| ${what} | ${hours / first}× (${hours} h) | ${figures} | ${(cost.cpu / base).toFixed(2)} |`;
    }),
    '',
  ].join('\n');
}

const quantile = (values: readonly number[], probability: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(probability * values.length))] ??
  Number.NaN;

/** Median and 99th percentile of the delays, and how many windows were not seen. */
export function liveLine(delays: readonly LiveDelay[]): string {
  const of = (what: 'report' | 'judged'): string => {
    const seen = delays.map((delay) => delay[what]).filter((ms) => !Number.isNaN(ms));
    const missing = delays.length - seen.length;
    return `p50 ${quantile(seen, 0.5)} ms, p99 ${quantile(seen, 0.99)} ms over ${seen.length} windows${missing > 0 ? `, ${missing} not seen` : ''}`;
  };
  return `window end + lateness → report: ${of('report')}\nwindow end + lateness → commit of the judge: ${of('judged')}`;
}
