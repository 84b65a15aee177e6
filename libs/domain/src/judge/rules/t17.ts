import { EVERYWHERE, type Scope } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { ALL_REGIONS } from '../../report/cells.js';
import { heardRegions, regionScope } from '../observe/regions.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

const WINDOWS = 3;
const PAGE_MS = 30 * 60_000;

function opinionOf(state: JudgeState, scope: Scope, stream: string, windows: number, data: boolean): Opinion {
  const base = state.policy.contract.windows.base_ms;
  const evidence: EvidenceItem = {
    rule: 'T17',
    stream,
    scope,
    statistic: 'windows_running',
    value: windows,
    threshold: stream === 'freshness' ? 1 : WINDOWS,
    kind: 'deterministic',
    counts: { windows },
  };
  return {
    rule: 'T17',
    scope,
    reason: 'stream_broken',
    statements: [
      { axis: 'traffic', do: 'hold' },
      ...(data ? [{ axis: 'model', do: 'veto', scope: EVERYWHERE } as const] : []),
      { axis: 'people', do: windows * base >= PAGE_MS ? 'page' : 'none' },
    ],
    evidence: [evidence],
    onset: [state.window[1] - windows * base, state.window[1]],
    source: `stream ${stream}`,
  };
}

/** T17: a stream went silent where it never is, stands still, or cannot be divided by route: nothing may advance on it. */
export const t17: Rule = {
  id: 'T17',
  condition:
    'at least 20 rows expected and none in 3 windows, the report is stalled, or 3 mixed windows running',
  holds: true,
  opinion(state, report): Opinion[] {
    const { silent, mixed, stalled } = state.traffic;
    const gone = Object.keys(silent).filter((region) => (silent[region] ?? 0) >= WINDOWS);
    const regions = gone.filter((region) => region !== ALL_REGIONS);
    const longest = Math.max(0, ...gone.map((region) => silent[region] ?? 0));
    const scope = regionScope(regions, [...regions, ...heardRegions(report.serving)]);
    return [
      ...(gone.length > 0 ? [opinionOf(state, scope, 'predictions', longest, true)] : []),
      ...(stalled > 0 ? [opinionOf(state, EVERYWHERE, 'freshness', stalled, false)] : []),
      ...(mixed >= WINDOWS ? [opinionOf(state, EVERYWHERE, 'route revisions', mixed, false)] : []),
    ];
  },
};
