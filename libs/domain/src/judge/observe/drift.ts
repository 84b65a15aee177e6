import { ALL_REGIONS, type DriftCell } from '../../report/cells.js';

/** One drift window of an input: its start (ms), PSI, and what chance alone gives. */
export type DriftWindow = readonly [from: number, psi: number, noise: number];

/** The last six drift windows by input (`score` is one), oldest first. */
export type DriftState = Readonly<Record<string, readonly DriftWindow[]>>;

const WINDOWS_KEPT = 6;
const COUNTS_FROM = 0.2;
const TIMES_NOISE = 3;
const WINDOWS_TO_COUNT = 2;
const FIVE_DIGITS = 1e5;

const round = (value: number): number => Math.round(value * FIVE_DIGITS) / FIVE_DIGITS;

/** Folds the drift windows that closed: over all regions, or where there is no such cell the worst region's. */
export function observeDrift(state: DriftState, cells: readonly DriftCell[]): DriftState {
  const everywhere = cells.filter(({ region }) => region === ALL_REGIONS);
  const updated: Record<string, readonly DriftWindow[]> = { ...state };
  for (const cell of everywhere.length > 0 ? everywhere : cells) {
    const met: DriftWindow = [cell.over[0], round(cell.psi), round(cell.psi_noise)];
    const before = updated[cell.feature] ?? [];
    const same = before.find(([from]) => from === met[0]);
    if (same && same[1] >= met[1]) continue;
    updated[cell.feature] = [...before.filter((kept) => kept !== same), met]
      .sort(([a], [b]) => a - b)
      .slice(-WINDOWS_KEPT);
  }
  return updated;
}

const counts = ([, psi, noise]: DriftWindow): boolean => psi >= COUNTS_FROM && psi > TIMES_NOISE * noise;

/** Whether any kept window of an input lies away from its reference. */
export const isDrifting = (state: DriftState, feature: string): boolean =>
  (state[feature] ?? []).some(counts);

/** An input whose drift counts: its worst PSI, windows that count, and the start of the first of them kept (ms). */
export interface CountedDrift {
  readonly feature: string;
  readonly psi: number;
  readonly windows: number;
  readonly since: number;
}

/** Inputs whose drift counts: PSI ≥ .2 and > 3 × its noise floor in at least 2 of the last 6 drift windows; worst first. */
export function countedDrift(state: DriftState): CountedDrift[] {
  return Object.entries(state)
    .flatMap(([feature, kept]) => {
      const bad = kept.filter(counts);
      const since = bad[0]?.[0];
      if (since === undefined || bad.length < WINDOWS_TO_COUNT) return [];
      return [{ feature, psi: Math.max(...bad.map(([, psi]) => psi)), windows: bad.length, since }];
    })
    .sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1));
}

/** The input farthest from its reference in its newest drift window. */
export function largestDrift(state: DriftState): { feature: string; psi: number } | undefined {
  return Object.entries(state)
    .map(([feature, kept]) => ({ feature, psi: kept.at(-1)?.[1] ?? 0 }))
    .sort((a, b) => b.psi - a.psi || (a.feature < b.feature ? -1 : 1))[0];
}
