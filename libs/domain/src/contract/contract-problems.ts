import type { ContractProblem } from './parse-contract.js';
import type { WrittenContract } from './written-contract.js';

const BASES = [60_000, 300_000, 900_000, 3_600_000, 86_400_000];

/** What is wrong between the members of a contract that each are well formed. */
export function contractProblems(written: WrittenContract): ContractProblem[] {
  const problems: ContractProblem[] = [];
  const say = (path: (string | number)[], message: string): void => void problems.push({ path, message });
  const { base, drift } = written.windows;
  if (base !== undefined && !BASES.includes(base))
    say(['windows', 'base'], 'a base window is 1m, 5m, 15m, 1h or 1d');
  if (drift !== undefined && drift % (base ?? 60_000) !== 0)
    say(['windows', 'drift'], 'a drift window is a whole number of base windows');
  if (written.region !== undefined && !written.segments.includes(written.region)) {
    say(
      ['region'],
      `"${written.region}" is not one of the segments (${written.segments.join(', ') || 'none are named'})`,
    );
  }
  if (written.source.format === 'json' && !written.map)
    say(['source', 'format'], 'JSON needs a map: say where id, time and score stand');
  if (written.labels && !written.source.labels)
    say(['labels'], 'labels are described, but source.labels names no topic');
  if (written.labels?.proxy !== undefined && !written.source.outcomes)
    say(['labels', 'proxy'], `"${written.labels.proxy}" is an outcome, but source.outcomes names no topic`);
  const canary = written.gates.deploy?.canary ?? [];
  canary.forEach((step, index) => {
    if (step <= (canary[index - 1] ?? 0))
      say(['gates', 'deploy', 'canary', index], 'canary shares must rise');
  });
  if (canary.length > 0 && canary.at(-1) !== 1)
    say(['gates', 'deploy', 'canary'], 'the last canary share is 100%');
  for (const [feature, { min, max }] of Object.entries(written.features)) {
    if (min !== undefined && max !== undefined && min > max)
      say(['features', feature], `min ${min} is above max ${max}`);
  }
  for (const segment of Object.keys(written.map?.segments ?? {})) {
    if (!written.segments.includes(segment))
      say(['map', 'segments', segment], 'this segment is not named under segments');
  }
  return problems;
}
