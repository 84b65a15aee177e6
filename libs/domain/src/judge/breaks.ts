import type { OnsetSet } from '@checkride/statistics/detector/onset';
import { ALL_REGIONS, type ServingCell } from '../report/cells.js';
import { EVERYWHERE, scopeOf, type Scope } from '../scope.js';
import { alarmEvidence, isOn, type Alarm } from './alarm.js';
import type { EvidenceItem, EvidenceKind } from './decision.js';
import { joinOnsets } from './onset.js';
import {
  badNow,
  doubtfulRegions,
  openChecks,
  type InputChecks,
  type OpenCheck,
} from './observe/input-checks.js';
import { REFUSED_RECORDS } from './observe/refused-records.js';
import { heardRegions, REGION_ROWS, regionScope } from './observe/regions.js';
import {
  levelCounts,
  objectivesOf,
  SLO_METRICS,
  type LevelCounts,
  type SloMetric,
  type SloRole,
} from './observe/service-levels.js';
import type { Latch, JudgeState } from './state.js';
import type { Report } from '../report/report.js';
import type { RuleId } from './verdict.js';

/** Service levels broken in every role that answers, where, and since when (window numbers). */
export interface SharedBreak {
  readonly scope: Scope;
  readonly onset: OnsetSet | undefined;
  readonly alarms: readonly {
    readonly metric: SloMetric;
    readonly role: SloRole;
    readonly region: string;
    readonly alarm: Alarm;
  }[];
}

/** Roles with enough answers in a window to be heard. */
export const heardRoles = (serving: readonly ServingCell[]): SloRole[] =>
  levelCounts(serving)
    .filter(({ region, n }) => region === ALL_REGIONS && n >= REGION_ROWS)
    .map(({ role }) => role);

/**
 * The break all roles share, per region: in some heard regions it holds there, in all of them everywhere. Where a control
 * answers enough it is shared when the control breaks: a candidate that came into it has hardly had time to show it.
 */
export function sharedBreak(
  alarms: Readonly<Record<string, Alarm>>,
  serving: readonly ServingCell[],
): SharedBreak | undefined {
  const heard = heardRegions(serving);
  const roles = heardRoles(serving);
  if (roles.length === 0) return undefined;
  const telling = roles.includes('control') ? (['control'] as const) : roles;
  const at = (region: string): SharedBreak['alarms'] =>
    SLO_METRICS.flatMap((metric) => {
      const own = roles.map((role) => ({
        metric,
        role,
        region,
        alarm: alarms[`${metric}|${role}|${region}`],
      }));
      const on = own.flatMap(({ alarm, ...rest }) => (alarm && isOn(alarm) ? [{ ...rest, alarm }] : []));
      return telling.every((role) => on.some((one) => one.role === role)) ? on : [];
    });
  const broken = heard.filter((region) => at(region).length > 0);
  const everywhere = at(ALL_REGIONS);
  if (broken.length === 0 && everywhere.length === 0) return undefined;
  const scope = regionScope(broken, heard);
  const alarmed = scope === EVERYWHERE && everywhere.length > 0 ? everywhere : broken.flatMap(at);
  return { scope, alarms: alarmed, onset: joinOnsets(alarmed.map(({ alarm }) => alarm.onset)) };
}

/** Evidence of a break: each alarm against its level, with the counts of the window and the share that is allowed. */
export function breakEvidence(
  rule: RuleId,
  found: SharedBreak,
  { levels, policy }: Pick<JudgeState, 'levels' | 'policy'>,
  { serving, window }: Pick<Report, 'serving' | 'window'>,
  level: number,
  kind: EvidenceKind,
): EvidenceItem[] {
  const counts = levelCounts(serving);
  const objectives = objectivesOf(levels, policy.contract, window[0]);
  return found.alarms.map(({ metric, role, region, alarm }) => {
    const seen = counts.find((cell: LevelCounts) => cell.role === role && cell.region === region);
    return {
      rule,
      stream: `${metric} of the ${role}`,
      scope: region === ALL_REGIONS ? EVERYWHERE : scopeOf(`region=${region}`),
      statistic: 'log_e',
      value: alarmEvidence(alarm),
      threshold: level,
      kind,
      counts: {
        n: seen?.n ?? 0,
        k: seen?.beyond[metric] ?? 0,
        ...(objectives[metric] === null ? {} : { allowed: objectives[metric] }),
      },
    };
  });
}

/** Open checks of one input, and where they hold. */
export interface InputBreak {
  readonly feature: string;
  readonly source: string | null;
  readonly scope: Scope;
  readonly onset: OnsetSet;
  readonly checks: readonly OpenCheck[];
}

/** Inputs whose checks stand open: in the regions that are open, if all others heard are well, else everywhere. */
export function inputBreaks(checks: InputChecks, serving: readonly ServingCell[]): InputBreak[] {
  const open = openChecks(checks);
  const heard = heardRegions(serving);
  const features = [...new Set(open.map(({ feature }) => feature))].sort();
  return features.map((feature) => {
    const own = open.filter((check) => check.feature === feature);
    const regions = [...new Set(own.map(({ region }) => region))]
      .filter((region) => region !== ALL_REGIONS)
      .sort();
    const spreads = own.some(({ check }) =>
      doubtfulRegions(checks, check).some((region) => !regions.includes(region)),
    );
    return {
      feature,
      source: own[0]?.source ?? null,
      scope: spreads ? EVERYWHERE : regionScope(regions, heard),
      onset: {
        from: Math.min(...own.map(({ from }) => from)),
        to: Math.max(...own.map(({ lastBad }) => lastBad)),
      },
      checks: own,
    };
  });
}

/** Who is at fault, in the words of scopes: the input's source, else the input itself; all of them for whole records. */
export const sourceWord = ({ source, feature, checks }: InputBreak): string =>
  checks.some(({ check }) => check === REFUSED_RECORDS)
    ? 'all'
    : source
      ? `source=${source}`
      : `feature=${feature}`;

/** A break's scope never shrinks while it is in force: regions heal one by one, and that is not news. */
export function neverNarrower(
  latches: readonly Latch[],
  rule: RuleId,
  source: string | undefined,
  scope: Scope,
): Scope {
  const before = latches.filter(({ opinion }) => opinion.rule === rule && opinion.source === source);
  return scopeOf(...scope, ...before.flatMap(({ opinion }) => opinion.scope));
}

/** Evidence of an open check: the windows it was bad in, and what the newest one shows. */
export const inputEvidence = (
  rule: RuleId,
  broken: InputBreak,
  { checks }: Pick<JudgeState, 'checks'>,
  report: Pick<Report, 'checks'>,
): EvidenceItem[] =>
  broken.checks.map(({ check, region, from, lastBad }) => ({
    rule,
    stream: check,
    scope: region === ALL_REGIONS ? EVERYWHERE : scopeOf(`region=${region}`),
    statistic: 'windows_bad',
    value: lastBad - from + 1,
    threshold: null,
    kind: 'exact',
    counts: { from, last_bad: lastBad, ...badNow(checks, report.checks, { check, region }) },
  }));
