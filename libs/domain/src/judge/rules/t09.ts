import { spawningLogEvidence } from '@checkride/statistics/contrast/spawning';
import { ALL_REGIONS } from '../../report/cells.js';
import { EVERYWHERE, scopeOf, type Scope } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { alphaOf } from '../exposure.js';
import { ratioLevel, splitStratum } from '../observe/assignment.js';
import { planFor } from '../observe/planned-shares.js';
import { heardRegions, regionScope } from '../observe/regions.js';
import type { ReleaseState } from '../observe/release.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

const PAGE_WINDOWS = 3;

/** A stratum's divisions against its plan, and units met in both roles. */
function evidenceOf(stratum: string, release: ReleaseState, state: JudgeState): EvidenceItem[] {
  const { assignment, policy } = state;
  const [region, revision] = splitStratum(stratum);
  const scope: Scope = region === ALL_REGIONS ? EVERYWHERE : scopeOf(`region=${region}`);
  const level = ratioLevel(assignment, alphaOf(release, policy.contract).pause);
  const plan = planFor(assignment.plans, revision, region);
  const own = Object.entries(assignment.ratios).filter(([key]) => key.startsWith(`${stratum}|`));
  const ratios = own.map(([, ratio]): EvidenceItem => ({
    rule: 'T9',
    stream: `candidate's share of route ${revision}`,
    scope,
    statistic: 'log_e',
    value: spawningLogEvidence(ratio),
    threshold: level,
    kind: 'exact',
    counts: { units: ratio.units, candidate: ratio.candidate, planned: Math.round(plan * ratio.units) },
  }));
  const [units, both] = assignment.both[stratum] ?? [0, 0];
  const flips: EvidenceItem = {
    rule: 'T9',
    stream: `units met in both roles of route ${revision}`,
    scope,
    statistic: 'units_in_both_roles',
    value: both,
    threshold: units / 1000,
    kind: 'deterministic',
    counts: { units, both },
  };
  return both > 0 ? [flips, ...ratios] : ratios;
}

/** The figure farthest beyond its threshold leads. */
const strongestFirst = (a: EvidenceItem, b: EvidenceItem): number =>
  (b.value ?? 0) / Math.max(1, b.threshold ?? 0) - (a.value ?? 0) / Math.max(1, a.threshold ?? 0);

/** T9: traffic is not divided as the route says, so nothing may be concluded from comparing its parts, and nothing advances. */
export const t09: Rule = {
  id: 'T9',
  condition:
    'the candidate’s share of a region and route revision lies outside 10 % of its plan, or .1 % of 1 000 units were met in both roles',
  holds: true,
  opinion(state, report): Opinion[] {
    const { release } = state.world;
    const off = Object.entries(state.assignment.off);
    if (!release || off.length === 0) return [];
    const windows = Math.max(...off.map(([, { windows }]) => windows));
    const regions = [...new Set(off.map(([stratum]) => splitStratum(stratum)[0]))].sort();
    return [
      {
        rule: 'T9',
        scope: regions.includes(ALL_REGIONS)
          ? EVERYWHERE
          : regionScope(regions, heardRegions(report.serving)),
        reason: 'not_converged',
        statements: [
          { axis: 'traffic', do: 'hold' },
          { axis: 'people', do: windows >= PAGE_WINDOWS ? 'page' : 'none' },
        ],
        evidence: off.flatMap(([stratum]) => evidenceOf(stratum, release, state)).sort(strongestFirst),
        onset: [Math.min(...off.map(([, { from }]) => from)), state.window[1]],
        source: `assignment of ${release.id}`,
      },
    ];
  },
};
