import { ALL_REGIONS } from '../../report/cells.js';
import { EVERYWHERE, type Scope } from '../../scope.js';
import { claimDisproofs, examinedDisproofs, type Disproof } from '../disproof.js';
import { mismatchLimit } from '../observe/artifacts.js';
import { heardRegions, regionScope } from '../observe/regions.js';
import { joinTimes } from '../onset.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';

/** Where traffic goes: to the version that made the rows, else to the newest verified one that is not in question. */
function targetOf({ verified, world }: JudgeState, { version, maker }: Disproof): string | null {
  if (maker !== null) return maker;
  const before = [world.release?.control, world.champion?.version, world.champion?.predecessor].filter(
    (name): name is string => name != null && name !== version,
  );
  // Where nothing was ever registered the version before is all there is.
  return (
    before.find((name) => verified.includes(name)) ??
    [...verified].reverse().find((name) => name !== version) ??
    before[0] ??
    null
  );
}

function leave({ policy }: JudgeState, target: string | null): Statement[] {
  if (target !== null) return [{ axis: 'traffic', do: 'rollback', target }];
  return policy.contract.fallback ? [{ axis: 'traffic', do: 'fallback' }] : [{ axis: 'traffic', do: 'hold' }];
}

/** T1: what answers is not what its label says, or was taken away: traffic goes back to what really answers, or to what should. */
export const t01: Rule = {
  id: 'T1',
  condition:
    'rows name another artifact than the registered one in max(10, .5 %) of a region in two windows running, or come from a version that was rolled back, or scoring them again or probes disprove it',
  holds: true,
  opinion(state, report): Opinion[] {
    // Rows no registered version makes, where the runtime is another one too, are the runtime's: T2.
    const examined = examinedDisproofs(state).filter(
      ({ region, version, maker }) => maker !== null || !state.runtimes[`${version}|${region}`],
    );
    const found = [...claimDisproofs(state), ...examined];
    const returned = returnedVersions(state);
    const targets = [...new Set(found.map((disproof) => targetOf(state, disproof)))];
    const disproved = targets.map((target): Opinion => {
      const own = found.filter((disproof) => targetOf(state, disproof) === target);
      return {
        rule: 'T1',
        scope: scopeOfRegions(own, heardRegions(report.serving)),
        reason: 'wrong_artifact',
        statements: [...leave(state, target), { axis: 'model', do: 'veto' }, { axis: 'people', do: 'page' }],
        evidence: own.map(({ evidence }) => evidence),
        onset: joinTimes(own.map(({ onset }) => onset)),
        source: `artifact of ${own[0]?.version ?? ''}`,
      };
    });
    return [...disproved, ...returned];
  },
};

const WINDOWS = 2;

/** A rolled-back digest is quarantined until a person lifts it: whoever puts it back is undone at once, everywhere. */
function returnedVersions(state: JudgeState): Opinion[] {
  const { returned, world, window } = state;
  return Object.entries(returned)
    .filter(([version, { windows }]) => windows >= WINDOWS && version !== world.champion?.version)
    .map(([version, { from, n, rows }]) => ({
      rule: 'T1',
      scope: EVERYWHERE,
      reason: 'withdrawn_version_serves',
      statements: [
        ...leave(state, world.champion?.version ?? null),
        { axis: 'model', do: 'veto' },
        { axis: 'people', do: 'page' },
      ],
      evidence: [
        {
          rule: 'T1',
          stream: `answers of ${version}, which was rolled back`,
          scope: EVERYWHERE,
          statistic: 'rows',
          value: n,
          threshold: mismatchLimit(rows),
          kind: 'deterministic',
          counts: { n: rows, k: n },
        },
      ],
      onset: [from, window[1]],
      source: `withdrawn ${version}`,
    }));
}

function scopeOfRegions(found: readonly Disproof[], heard: readonly string[]): Scope {
  const regions = [...new Set(found.map(({ region }) => region))].sort();
  return regions.includes(ALL_REGIONS) ? EVERYWHERE : regionScope(regions, heard);
}
