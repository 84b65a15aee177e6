import { ALL_REGIONS, type ServingCell } from '../../report/cells.js';
import { rowsByRegion } from './regions.js';
import type { TrafficState } from './traffic.js';

/** How a place usually falls silent and is heard again; all counts are windows. */
export interface PlaceRhythm {
  /** Windows with rows running, and the most there ever were, both up to `STEADY_WINDOWS`. */
  readonly heard: number;
  readonly mostHeard: number;
  /** The last silences against expectation that ended by being heard, the newest last. */
  readonly silences: readonly number[];
}

/** Rhythms by region and `all`. */
export type Rhythms = Readonly<Record<string, PlaceRhythm>>;

const STEADY_WINDOWS = 3;
const SILENCES_KEPT = 8;
const SILENCES_KNOWN = 2;
const LEAST_SILENCE = 3;
const UNHEARD: PlaceRhythm = { heard: 0, mostHeard: 0, silences: [] };

/** Folds a window: `before` are the silences that ran up to it. */
export function observeRhythms(
  rhythms: Rhythms,
  { silent: before }: TrafficState,
  serving: readonly ServingCell[],
): Rhythms {
  const rows = rowsByRegion(serving);
  const total = [...rows.values()].reduce((sum, n) => sum + n, 0);
  const places = new Set([...Object.keys(rhythms), ...rows.keys(), ALL_REGIONS]);
  return Object.fromEntries(
    [...places].sort().map((place) => {
      const n = place === ALL_REGIONS ? total : (rows.get(place) ?? 0);
      return [place, folded(rhythms[place] ?? UNHEARD, n > 0, before[place] ?? 0)];
    }),
  );
}

function folded({ heard, mostHeard, silences }: PlaceRhythm, isHeard: boolean, silent: number): PlaceRhythm {
  if (!isHeard) return { heard: 0, mostHeard, silences };
  const running = Math.min(STEADY_WINDOWS, heard + 1);
  return {
    heard: running,
    mostHeard: Math.max(mostHeard, running),
    silences: silent === 0 ? silences : [...silences, silent].slice(-SILENCES_KEPT),
  };
}

/**
 * Windows of silence that mean something at a place: three more than the longest usual silence but one, so that an
 * outage of once does not count as usual. A producer that delivers by the hour is silent eleven of twelve windows, and
 * nobody knows what is usual of one that was never heard three windows running, until it fell silent twice: null.
 */
export function leastSilence(rhythms: Rhythms, place: string): number | null {
  const { mostHeard, silences } = rhythms[place] ?? UNHEARD;
  if (mostHeard < STEADY_WINDOWS && silences.length < SILENCES_KNOWN) return null;
  const usual = [...silences].sort((a, b) => b - a)[1] ?? 0;
  return LEAST_SILENCE + usual;
}
