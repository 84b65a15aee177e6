import { meets, scopeOf, type Scope } from '../../scope.js';
import { inputBreaks, inputEvidence, neverNarrower, sourceWord, type InputBreak } from '../breaks.js';
import { onsetTime } from '../onset.js';
import type { Opinion, Rule, Statement } from '../rule.js';
import type { JudgeState } from '../state.js';

/** The regions of a break where nothing above explains it; undefined when it is not of single regions. */
function ownRegions(input: InputBreak, state: JudgeState, earlier: readonly Opinion[]): Scope | undefined {
  const source = sourceWord(input);
  const shared = state.latches.some(({ opinion }) => opinion.rule === 'T7' && opinion.source === source);
  if (input.scope.includes('all') || shared) return undefined;
  const left = input.scope.filter(
    (word) =>
      !earlier.some(({ rule, reason, scope }) => EXPLAINS.has(`${rule} ${reason}`) && meets(scope, [word])),
  );
  return left.length === 0 ? undefined : neverNarrower(state.latches, 'T3', source, scopeOf(...left));
}

const EXPLAINS: ReadonlySet<string> = new Set(['T1 wrong_artifact', 'T2 wrong_runtime']);

/** T3: inputs broken in one place only: kept out of training there, answered by the fallback where the contract says so. */
export const t03: Rule = {
  id: 'T3',
  condition:
    'an input check open in some regions, in no other more than 1 of the last 6 panes bad, artifact and runtime right',
  holds: true,
  opinion(state, report, earlier): Opinion[] {
    const { contract } = state.policy;
    return inputBreaks(state.checks, report.serving).flatMap((input): Opinion[] => {
      const scope = ownRegions(input, state, earlier);
      if (!scope) return [];
      const range = onsetTime(input.onset, contract.windows.base_ms);
      const source = sourceWord(input);
      const spec = contract.features.find(({ name }) => name === input.feature);
      const fallback: Statement[] =
        spec?.on_fault === 'fallback' ? [{ axis: 'traffic', do: 'fallback' }] : [];
      return [
        {
          rule: 'T3',
          scope,
          reason: 'inputs_broken_in_region',
          statements: [
            ...fallback,
            { axis: 'data', do: 'quarantine', range, scope: scopeOf(...scope, source) },
            { axis: 'model', do: 'veto' },
            { axis: 'people', do: 'page' },
          ],
          evidence: inputEvidence('T3', input, state, report),
          onset: range,
          source,
        },
      ];
    });
  },
};
