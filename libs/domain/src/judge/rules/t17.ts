import { EVERYWHERE, type Scope } from '../../scope.js';
import type { EvidenceItem } from '../decision.js';
import { ALL_REGIONS } from '../../report/cells.js';
import { heardRegions, regionScope } from '../observe/regions.js';
import { leastSilence } from '../observe/silences.js';
import type { Opinion, Rule } from '../rule.js';
import type { JudgeState } from '../state.js';

const WINDOWS = 3;
const PAGE_MS = 30 * 60_000;

/** A stream that is broken: for how many windows, and from how many on that means something. */
interface Broken {
  readonly stream: string;
  readonly windows: number;
  readonly threshold: number;
  readonly data: boolean;
}

function opinionOf(state: JudgeState, scope: Scope, { stream, windows, threshold, data }: Broken): Opinion {
  const base = state.policy.contract.windows.base_ms;
  const evidence: EvidenceItem = {
    rule: 'T17',
    stream,
    scope,
    statistic: 'windows_running',
    value: windows,
    threshold,
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
      {
        axis: 'people',
        do: (windows - Math.max(0, threshold - WINDOWS)) * base >= PAGE_MS ? 'page' : 'none',
      },
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
    const overdue = Object.keys(silent).flatMap((region) => {
      const threshold = leastSilence(state.rhythms, region);
      const windows = silent[region] ?? 0;
      return threshold !== null && windows >= threshold ? [{ region, windows, threshold }] : [];
    });
    const regions = overdue.map(({ region }) => region).filter((region) => region !== ALL_REGIONS);
    const [longest] = overdue.sort((a, b) => b.windows - b.threshold - (a.windows - a.threshold));
    const scope = regionScope(regions, [...regions, ...heardRegions(report.serving)]);
    return [
      ...(longest ? [opinionOf(state, scope, { stream: 'predictions', data: true, ...longest })] : []),
      ...(stalled > 0
        ? [opinionOf(state, EVERYWHERE, { stream: 'freshness', windows: stalled, threshold: 1, data: false })]
        : []),
      ...(mixed >= WINDOWS
        ? [
            opinionOf(state, EVERYWHERE, {
              stream: 'route revisions',
              windows: mixed,
              threshold: WINDOWS,
              data: false,
            }),
          ]
        : []),
    ];
  },
};
