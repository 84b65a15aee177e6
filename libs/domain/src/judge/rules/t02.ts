import { ALL_REGIONS } from '../../report/cells.js';
import { meets, scopeOf, type Scope } from '../../scope.js';
import type { Window } from '../../window.js';
import { alarmEvidence, isOn } from '../alarm.js';
import { inputBreaks, inputEvidence } from '../breaks.js';
import type { EvidenceItem } from '../decision.js';
import { examinedDisproofs } from '../disproof.js';
import type { DifferentRuntime } from '../observe/runtimes.js';
import { sloLevel } from '../observe/service-levels.js';
import { joinTimes, mayFollow, onsetTime } from '../onset.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';
import type { Report } from '../../report/report.js';

/** Something wrong in one region and nowhere else. */
interface Symptom {
  readonly onset: Window;
  readonly evidence: readonly EvidenceItem[];
}

/** Scores no registered version makes, checks open and service levels broken there only. */
function symptomsIn(region: string, version: string, state: JudgeState, report: Report): Symptom[] {
  const base = state.policy.contract.windows.base_ms;
  const scope: Scope = scopeOf(`region=${region}`);
  const gaps = examinedDisproofs(state)
    .filter((found) => found.region === region && found.version === version && found.maker === null)
    .map(({ onset, evidence }) => ({ onset, evidence: [{ ...evidence, rule: 'T2' as const }] }));
  const inputs = inputBreaks(state.checks, report.serving)
    .filter((input) => !input.scope.includes('all') && input.scope.includes(`region=${region}`))
    .map((input) => ({
      onset: onsetTime(input.onset, base),
      evidence: inputEvidence('T2', input, state, report),
    }));
  const on = Object.entries(state.levels.alarms).filter(([, alarm]) => isOn(alarm));
  const levels = on.flatMap(([key, alarm]): Symptom[] => {
    const [metric = '', role = '', where = ''] = key.split('|');
    const elsewhere = on.some(([other]) => {
      const [of, , place] = other.split('|');
      return of === metric && place !== region && place !== ALL_REGIONS;
    });
    if (where !== region || elsewhere || !alarm.onset) return [];
    const evidence: EvidenceItem = {
      rule: 'T2',
      stream: `${metric} of the ${role}`,
      scope,
      statistic: 'log_e',
      value: alarmEvidence(alarm),
      threshold: sloLevel(state.regions.length, base),
      kind: 'exact',
      counts: {},
    };
    return [{ onset: onsetTime(alarm.onset, base), evidence: [evidence] }];
  });
  return [...gaps, ...inputs, ...levels];
}

const runtimeEvidence = (
  version: string,
  scope: Scope,
  { runtime, elsewhere, from }: DifferentRuntime,
  now: number,
): EvidenceItem => ({
  rule: 'T2',
  stream: `runtime of ${version}: ${runtime}, elsewhere ${elsewhere}`,
  scope,
  statistic: 'ms_different',
  value: now - from,
  threshold: 0,
  kind: 'deterministic',
  counts: {},
});

/** T2: the right artifact in another surrounding than elsewhere, and something wrong there: the region goes back. */
export const t02: Rule = {
  id: 'T2',
  condition:
    'artifact right, most answers of a region come from another runtime than elsewhere, and a check, service level or score shows it there; without a symptom a ticket',
  holds: true,
  opinion(state, report, earlier): Opinion[] {
    return Object.entries(state.runtimes).flatMap(([key, different]): Opinion[] => {
      const [version = '', region = ''] = key.split('|');
      const scope = scopeOf(`region=${region}`);
      const wrongArtifact = earlier.some(({ rule, scope: taken }) => rule === 'T1' && meets(taken, scope));
      if (wrongArtifact) return [];
      const base = state.policy.contract.windows.base_ms;
      const symptoms = symptomsIn(region, version, state, report).filter(({ onset }) =>
        mayFollow(different.from, onset, base),
      );
      const told = runtimeEvidence(version, scope, different, report.window[1]);
      const since: Window = [different.from, different.from + base];
      const own = { rule: 'T2', scope, source: `runtime of ${version} in ${region}` } as const;
      if (symptoms.length > 0)
        return [
          {
            ...own,
            reason: 'wrong_runtime',
            statements: wrong(state, [different.from, report.window[1]]),
            evidence: [told, ...symptoms.flatMap(({ evidence }) => evidence)],
            onset: joinTimes([since, ...symptoms.map(({ onset }) => onset)]),
          },
        ];
      if (!different.minority) return [];
      const ticket: Statement = { axis: 'people', do: 'ticket' };
      return [{ ...own, reason: 'runtime_differs', statements: [ticket], evidence: [told], onset: since }];
    });
  },
};

function wrong({ world }: JudgeState, range: Window): Statement[] {
  const target = world.release?.control ?? world.champion?.predecessor;
  return [
    { axis: 'traffic', do: 'rollback', ...(target ? { target } : {}) },
    { axis: 'data', do: 'quarantine', range },
    { axis: 'model', do: 'veto' },
    { axis: 'people', do: 'page' },
  ];
}
