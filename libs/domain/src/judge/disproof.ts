import type { Window } from '../window.js';
import type { EvidenceItem } from './decision.js';
import { mismatchLimit } from './observe/artifacts.js';
import type { JudgeState } from './state.js';

/** Proof that answers of one region are not what their label says; `maker` is the version that made them, if one did. */
export interface Disproof {
  readonly region: string;
  readonly version: string;
  readonly maker: string | null;
  readonly onset: Window;
  readonly evidence: EvidenceItem;
}

const WINDOWS_RUNNING = 2;
const HALF = 0.5;

/** Regions whose rows name another artifact than the registry in two windows running. */
export function claimDisproofs({ artifacts, policy }: JudgeState): Disproof[] {
  const makerOf = new Map(Object.entries(artifacts.registered).map(([version, digest]) => [digest, version]));
  return Object.entries(artifacts.claims)
    .filter(([, { windows }]) => windows >= WINDOWS_RUNNING)
    .map(([key, { from, n, mismatches, artifact }]) => {
      const [version = '', region = ''] = key.split('|');
      const maker = makerOf.get(artifact) ?? null;
      const counts = { n, mismatches, ...(maker ? { [`answered_by.${maker}`]: mismatches } : {}) };
      return {
        region,
        version,
        maker,
        onset: [from, from + policy.contract.windows.base_ms],
        evidence: evidenceOf(`artifact named by answers of ${version}`, region, n, mismatches, counts),
      };
    });
}

/** Regions whose rows, scored again or asked by probes, were not made by the version they name (judge §3.5). */
export const examinedDisproofs = ({ examined }: JudgeState): Disproof[] =>
  Object.entries(examined)
    .filter(([, { n, mismatches }]) => mismatches > mismatchLimit(n))
    .map(([key, found]) => {
      const [kind, version = '', region = ''] = key.split('|');
      const { n, mismatches } = found;
      const others = Object.entries(found.answered_by).filter(([name]) => name !== version);
      const [best] = others.sort(([a, rows], [b, more]) => more - rows || (a < b ? -1 : 1));
      const maker = best && best[1] >= HALF * mismatches ? best[0] : null;
      const counts = {
        n,
        mismatches,
        ...(maker && best ? { [`answered_by.${maker}`]: best[1] } : {}),
        ...Object.fromEntries(found.instances.map(([name, , bad]) => [`instance.${name}`, bad])),
      };
      const stream = kind === 'probe' ? `probes of ${version}` : `answers of ${version} scored again`;
      return {
        region,
        version,
        maker,
        onset: [found.since ?? found.from, found.until],
        evidence: evidenceOf(stream, region, n, mismatches, counts),
      };
    });

const evidenceOf = (
  stream: string,
  region: string,
  n: number,
  mismatches: number,
  counts: EvidenceItem['counts'],
): EvidenceItem => ({
  rule: 'T1',
  stream,
  scope: region === 'all' ? ['all'] : [`region=${region}`],
  statistic: 'mismatches',
  value: mismatches,
  threshold: mismatchLimit(n),
  kind: 'deterministic',
  counts,
});
