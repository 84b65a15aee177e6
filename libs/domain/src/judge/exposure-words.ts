import { figure } from './figures.js';
import { harmName } from './stream-name.js';

/** What an exposure condition asks for, from its stream: `(399 would show 10 × the odds of errors)`. */
export function seenFor(stream: string, asked: number): string {
  const [, metric, odds] = /^candidate units for (\S+?)(?: \(odds × (\S+) would show\))?$/.exec(stream) ?? [];
  return metric !== undefined && odds !== undefined
    ? `(${figure(asked)} would show ${odds} × the odds of ${harmName(metric)})`
    : `(at least ${figure(asked)})`;
}
