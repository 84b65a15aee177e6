import { alarmLevel, burstCap } from '@checkride/statistics/detector/alarm-level';
import { updateRisk } from '@checkride/statistics/detector/risk';
import { FIXED_POINT_UNIT } from '@checkride/statistics/numerics/fixed';
import {
  freezePhaseProfile,
  profileOfBatch,
  type ProfileHour,
} from '@checkride/statistics/reference/phase-profile';
import { toleratedRisk } from '@checkride/statistics/reference/tolerated-risk';
import type { KpiSpec, ModelContract } from '../../contract/contract.js';
import type { KpiCell } from '../../report/cells.js';
import { ALARM_START, lastingTerms, updateAlarm, type Alarm } from '../alarm.js';
import { phaseOf } from '../phase.js';
import type { Champion } from './ledger.js';
import { YEAR_MS } from './policy.js';

/** One KPI of the champion: what is learnt of its hours, its frozen phases, its detector. Units that missed it are its loss. */
export interface KpiTrack {
  readonly version: string;
  readonly since: number;
  /** Flat triples while learning: (day − since)·48 + phase, units, units that missed it. */
  readonly hours: readonly number[];
  /** Risk and standard error of the 48 phases in 1e-9, flat; null while learning. */
  readonly phases: readonly number[] | null;
  readonly alarm: Alarm;
}

/** Tracks by KPI. */
export type Kpis = Readonly<Record<string, KpiTrack>>;

const LEARNT_DAYS = 14;
const NANO = 1e9;

/** Folds final outcomes of the champion's units, all segments together. */
export function observeKpis(
  kpis: Kpis,
  cells: readonly KpiCell[],
  champion: Champion | null,
  contract: ModelContract,
): Kpis {
  if (!champion) return kpis;
  const updated: Record<string, KpiTrack> = { ...kpis };
  for (const spec of contract.kpis) {
    const own = cells
      .filter(
        ({ kpi, segment, version }) => kpi === spec.name && segment === 'all' && version === champion.version,
      )
      .filter(({ units }) => units > 0)
      .sort((a, b) => a.over[0] - b.over[0]);
    for (const cell of own) updated[spec.name] = foldCell(updated[spec.name], cell, spec, champion, contract);
  }
  return updated;
}

const missed = ({ units, reached }: KpiCell, { better }: KpiSpec): number =>
  better === 'higher' ? units - reached : reached;

function foldCell(
  known: KpiTrack | undefined,
  cell: KpiCell,
  spec: KpiSpec,
  champion: Champion,
  contract: ModelContract,
): KpiTrack {
  const { day, hour, weekend } = phaseOf(cell.over[0], contract.timezone);
  const track =
    known?.version === champion.version
      ? known
      : {
          version: champion.version,
          since: day,
          hours: [],
          phases: known?.phases ?? null,
          alarm: ALARM_START,
        };
  const learning = track.hours.length > 0 || track.phases === null;
  const phases = learning && day - track.since >= LEARNT_DAYS ? freeze(track.hours) : undefined;
  if (phases) return { ...track, hours: [], phases, alarm: ALARM_START };
  const index = (day - track.since) * 48 + hour + (weekend ? 24 : 0);
  const hours = learning ? [...track.hours, index, cell.units, missed(cell, spec)] : track.hours;
  return {
    ...track,
    hours,
    alarm: track.phases ? bet(track, track.phases, cell, spec, contract) : track.alarm,
  };
}

function freeze(flat: readonly number[]): readonly number[] | undefined {
  const hours = Array.from({ length: flat.length / 3 }, (_, i): ProfileHour => {
    const phase = (flat[3 * i] ?? 0) % 48;
    const day = Math.floor((flat[3 * i] ?? 0) / 48);
    return {
      day,
      hour: phase % 24,
      weekend: phase >= 24,
      n: flat[3 * i + 1] ?? 0,
      sum: flat[3 * i + 2] ?? 0,
    };
  });
  return freezePhaseProfile(hours)?.cells.flatMap(({ risk, standardError }) => [
    Math.round(risk * NANO),
    Math.round(Math.min(1, standardError) * NANO),
  ]);
}

function bet(
  { alarm }: KpiTrack,
  phases: readonly number[],
  cell: KpiCell,
  spec: KpiSpec,
  contract: ModelContract,
): Alarm {
  const { hour, weekend } = phaseOf(cell.over[0], contract.timezone);
  const cells = Array.from({ length: 48 }, (_, i) => ({
    risk: (phases[2 * i] ?? 0) / NANO,
    standardError: (phases[2 * i + 1] ?? 0) / NANO,
    pooled: 'phase' as const,
  }));
  const profile = { strength: 'full' as const, days: LEARNT_DAYS, labels: 0, cells };
  const { risk, standardError } = profileOfBatch(profile, [{ hour, weekend, n: cell.units }]);
  const tolerated = toleratedRisk(risk, standardError, contract.gates.monitor.risk_tolerance);
  if (tolerated <= 0) return alarm;
  const level = kpiLevel(contract);
  return updateAlarm(alarm, lastingTerms(level), (detector) =>
    updateRisk(detector, {
      window: Math.floor(cell.over[0] / contract.windows.base_ms),
      subBatches: [{ n: cell.units, sum: missed(cell, spec) * FIXED_POINT_UNIT }],
      tolerated,
      cap: burstCap(level),
    }),
  );
}

/** ln A of the KPI detectors: one false hold a model-year over all KPIs, hourly batches. */
export const kpiLevel = (contract: ModelContract): number =>
  alarmLevel({
    detectors: Math.max(1, contract.kpis.length),
    windowsPerYear: YEAR_MS / 3_600_000,
    falseAlarmsPerYear: 1,
  });
