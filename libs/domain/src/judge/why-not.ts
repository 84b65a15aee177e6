import { logLevel } from '@checkride/statistics/contrast/alpha-ledger';
import type { Report } from '../report/report.js';
import type { Scope } from '../scope.js';
import type { WhyNot } from './decision.js';
import { alphaOf } from './exposure.js';
import { duration, eValue, figure, isRegional } from './figures.js';
import { leadingContrast } from './observe/contrasts.js';
import { stepConditions } from './rules/t20.js';
import { seenFor } from './exposure-words.js';
import type { JudgeState } from './state.js';
import { harmName } from './stream-name.js';
import { utcMinute } from './utc.js';
import type { Headline, RuleId, Verdict } from './verdict.js';
import { notFixData, notRetrain } from './why-not-mend.js';

/** What was decided instead of the actions that are asked about. */
export interface Decided {
  readonly headline: Headline;
  readonly rule: RuleId;
  readonly reason: string;
  readonly scope: Scope;
}

/** Why each action that the headline does not name was not taken, from the figures that speak against it. */
export function whyNot(
  state: JudgeState,
  report: Report,
  verdict: Verdict,
  decided: Decided,
): readonly WhyNot[] {
  const reasons: readonly (WhyNot & { readonly headline: Headline })[] = [
    { headline: 'ROLLBACK', action: 'rollback', because: notRollback(state, report, decided) },
    { headline: 'PAUSE', action: 'pause', because: notPause(state, verdict, decided) },
    { headline: 'FIX_DATA', action: 'fix-data', because: notFixData(state, verdict) },
    { headline: 'RETRAIN', action: 'retrain', because: notRetrain(state, report, verdict) },
    { headline: 'PROMOTE', action: 'promote', because: notPromote(state, verdict, decided) },
  ];
  return [
    ...notEverywhere(decided),
    ...reasons
      .filter(({ headline }) => headline !== decided.headline)
      .map(({ action, because }) => ({ action, because })),
  ];
}

/** Why only in the regions of the scope. */
function notEverywhere({ rule, scope }: Decided): WhyNot[] {
  if (!isRegional(scope)) return [];
  return [
    {
      action: 'everywhere',
      because: rule === 'T17' ? 'the other regions answer' : 'no other region shows it',
    },
  ];
}

/** The strongest contrast in words: what it counts, its E and the E that would do. */
function leaderWords(state: JudgeState, share: 'rollback' | 'pause'): string | undefined {
  const { release } = state.world;
  const leader = release && leadingContrast(release);
  if (!release || !leader) return undefined;
  const level = logLevel(alphaOf(release, state.policy.contract)[share]);
  const place = leader.segment === 'all' ? '' : `, ${leader.segment.replace('=', ' ')}`;
  return `${harmName(leader.metric)}${place}: E ${eValue(leader.logEvidence)} of ${eValue(level)}`;
}

const GOES_BACK: ReadonlySet<string> = new Set(['rollback', 'fallback']);

function notRollback(state: JudgeState, report: Report, { rule, reason }: Decided): string {
  const { release, changes } = state.world;
  if (rule === 'T9') return 'traffic is not divided as planned, so its parts cannot be compared';
  if (reason === 'rollback_did_not_cure') {
    const back = changes.findLast(({ kind }) => GOES_BACK.has(kind));
    return `that was done${back ? ` at ${utcMinute(back.at)}` : ''} and did not cure it`;
  }
  if (!release) {
    if (rule === 'T7' && report.fleet.breaking > 0)
      return `no release is in flight, and ${figure(report.fleet.breaking)} of ${figure(report.fleet.models)} other models on the same topics break too`;
    return rule === 'T7'
      ? 'no release is in flight, and no change of ours is to blame'
      : 'no release is in flight, and no break follows a change of ours';
  }
  const standing = leaderWords(state, 'rollback');
  if (!standing)
    return `nothing has been seen yet that could tell ${release.version} from ${release.control}`;
  const shared = rule === 'T6' || rule === 'T7' ? 'both versions suffer alike, and ' : '';
  return `${shared}${release.version} is not proven to be worse than ${release.control} (${standing})`;
}

function notPause(state: JudgeState, verdict: Verdict, { headline, rule }: Decided): string {
  const { release } = state.world;
  if (headline === 'ROLLBACK')
    return rule === 'T5' || rule === 'T18'
      ? `the harm is proven, and standing still would leave ${release?.version ?? 'it'} answering`
      : 'standing still would leave what is wrong answering';
  const held = verdict.traffic.some((axis) => axis.do === 'hold');
  if (!release) return `no release is in flight${held ? '; none may start while this lasts' : ''}`;
  if (release.pause.approved) return 'a person has let the release go on in spite of the contrast';
  const standing = leaderWords(state, 'pause');
  const quiet = 'no service level is broken and no stream is silent';
  return standing ? `${quiet}, and no contrast asks to wait (${standing})` : quiet;
}

function notPromote(state: JudgeState, verdict: Verdict, { headline, rule }: Decided): string {
  const { release } = state.world;
  if (!release) return 'no release is in flight';
  if (headline === 'ROLLBACK') return `${release.version} is in question`;
  if (verdict.data.some((axis) => axis.do !== 'clean')) return 'the data are not clean';
  if (rule === 'T9') return 'what cannot be compared cannot advance';
  if (rule === 'T16') return `a contrast asks to wait (${leaderWords(state, 'pause') ?? 'no units yet'})`;
  const conditions = stepConditions(release, state);
  if (conditions.length === 0) return `${release.version} is at its last step`;
  const unmet = conditions.find(({ met }) => !met)?.evidence;
  if (!unmet) return 'something above speaks against it';
  const [seen, asked] = [unmet.value ?? 0, unmet.threshold ?? 0];
  if (unmet.statistic === 'ms')
    return `step ${release.step + 1} lasts at least ${duration(asked)}, and ${duration(seen)} are over`;
  if (unmet.statistic === 'units')
    return `only ${figure(seen)} candidate units seen ${seenFor(unmet.stream, asked)}`;
  if (unmet.statistic === 'log_e')
    return `a contrast asks to wait (${leaderWords(state, 'pause') ?? unmet.stream})`;
  return `${unmet.stream}: ${figure(seen)} of ${figure(asked)}`;
}
