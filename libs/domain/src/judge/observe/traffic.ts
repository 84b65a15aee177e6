import type { ModelContract } from '../../contract/contract.js';
import { ALL_REGIONS, type ServingCell } from '../../report/cells.js';
import { phaseOf } from '../phase.js';
import { rowsByRegion } from './regions.js';

/** Rows expected per region and phase, windows in a row without any although expected, and mixed windows in a row. */
export interface TrafficState {
  /** Per region flat pairs (windows seen, mean rows) of the 48 phases. */
  readonly phases: Readonly<Record<string, readonly number[]>>;
  readonly silent: Readonly<Record<string, number>>;
  readonly mixed: number;
  readonly stalled: number;
}

/** Before any window. */
export const TRAFFIC_START: TrafficState = { phases: {}, silent: {}, mixed: 0, stalled: 0 };

/** Fewest rows expected of a window whose absence means something. */
const EXPECTED_ROWS = 20;
const WINDOWS_KNOWN = 3;
const DAYS_REMEMBERED = 20;
const HOUR_MS = 3_600_000;
const SHORT_WINDOW = 300_000;
const PHASES = 48;

/** Mean rows of a region at a moment: of its phase, or (windows up to 5 min) of the hour before while that is new. */
function expectedRows(phases: readonly number[], from: number, contract: ModelContract): number | null {
  const known = (at: number): number | null => {
    const index = phaseNumber(at, contract);
    return (phases[2 * index] ?? 0) >= WINDOWS_KNOWN ? (phases[2 * index + 1] ?? 0) : null;
  };
  return known(from) ?? (contract.windows.base_ms <= SHORT_WINDOW ? known(from - HOUR_MS) : null);
}

function phaseNumber(at: number, contract: ModelContract): number {
  const { hour, weekend } = phaseOf(at, contract.timezone);
  return hour + (weekend ? 24 : 0);
}

function learn(phases: readonly number[], rows: number, from: number, contract: ModelContract): number[] {
  const index = phaseNumber(from, contract);
  const most = DAYS_REMEMBERED * Math.max(1, HOUR_MS / contract.windows.base_ms);
  const windows = Math.min(most, (phases[2 * index] ?? 0) + 1);
  const mean = phases[2 * index + 1] ?? 0;
  const learnt = Array.from({ length: 2 * PHASES }, (_, i) => phases[i] ?? 0);
  learnt[2 * index] = windows;
  learnt[2 * index + 1] = Math.round((mean + (rows - mean) / windows) * 1000) / 1000;
  return learnt;
}

/** Rows due of all regions together; null when nothing is known of any. */
const sumOf = (expected: readonly (number | null)[]): number | null => {
  const known = expected.filter((rows) => rows !== null);
  return known.length === 0 ? null : known.reduce((sum, rows) => sum + rows, 0);
};

/** What fell silent stays so until it is heard again, also into hours of which nothing is known yet or little expected. */
const isMissed = (expected: number | null, windowsSilent: number): boolean =>
  windowsSilent > 0 ? (expected ?? 1) >= 1 : (expected ?? 0) >= EXPECTED_ROWS;

/** Folds a window's traffic; a window that is silent against what was expected is not learnt from. */
export function observeTraffic(
  traffic: TrafficState,
  serving: readonly ServingCell[],
  contract: ModelContract,
  from: number,
  stalled: boolean,
): TrafficState {
  const rows = rowsByRegion(serving);
  const regions = [...new Set([...Object.keys(traffic.phases), ...rows.keys()])].sort();
  const expected = new Map(
    regions.map((region) => [region, expectedRows(traffic.phases[region] ?? [], from, contract)]),
  );
  const isSilent = (place: string, rowsDue: number | null): boolean =>
    isMissed(rowsDue, traffic.silent[place] ?? 0);
  const total = [...rows.values()].reduce((sum, n) => sum + n, 0);
  // Regions too small to be missed each may well be missed together.
  const nothing = total === 0 && isSilent(ALL_REGIONS, sumOf([...expected.values()]));
  const phases: Record<string, readonly number[]> = {};
  const silent: Record<string, number> = {};
  if (nothing) silent[ALL_REGIONS] = (traffic.silent[ALL_REGIONS] ?? 0) + 1;
  for (const region of regions) {
    const n = rows.get(region) ?? 0;
    const before = traffic.phases[region] ?? [];
    const missing = n === 0 && isSilent(region, expected.get(region) ?? null);
    phases[region] = missing || nothing ? before : learn(before, n, from, contract);
    if (missing && region !== ALL_REGIONS) silent[region] = (traffic.silent[region] ?? 0) + 1;
  }
  const mixed = serving.some(({ revisions, role }) => role !== 'shadow' && revisions.length > 1);
  return {
    phases,
    silent,
    mixed: mixed ? traffic.mixed + 1 : 0,
    stalled: stalled ? traffic.stalled + 1 : 0,
  };
}
