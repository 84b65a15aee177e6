import { alarmLevel, burstCap } from '@checkride/statistics/detector/alarm-level';
import { inputLimit, isBadShare } from '@checkride/statistics/detector/bad-pane';
import { INPUT_CHECK_START, updateInputCheck } from '@checkride/statistics/detector/input-check';
import type { InputCheckState } from '@checkride/statistics/detector/input-check';
import { ALL_REGIONS, type CheckCell } from '../../report/cells.js';
import type { ModelContract } from '../../contract/contract.js';
import { packDetector, unpackDetector } from '../alarm.js';
import { DAY_MS, YEAR_MS } from './policy.js';
import { REFUSED_RECORDS } from './refused-records.js';
import { regional } from './regions.js';

/** A check that had a bad pane lately; window numbers as in the report. */
export interface ActiveCheck {
  readonly logs: readonly number[];
  readonly onsets: readonly (readonly number[])[];
  readonly open: boolean;
  readonly from: number | null;
  readonly lastBad: number | null;
  readonly goodPanes: number;
  /** The last six panes, newest in the lowest bit; 1 is bad. */
  readonly recent: number;
}

/** Shares of a check's benign panes while it learns: how many, and the largest few, descending. */
export interface LearntShares {
  readonly panes: number;
  readonly largest: readonly number[];
  /** Rows and bad ones of small windows that are not a pane of their own yet. */
  readonly pending?: readonly [n: number, k: number];
}

/** Input checks by `check.feature|region`. A check absent from `active` has been good for `SETTLED_PANES` or for ever. */
export interface InputChecks {
  readonly since: number;
  readonly panes: number;
  readonly sources: Readonly<Record<string, string>>;
  readonly learnt: Readonly<Record<string, LearntShares>>;
  readonly active: Readonly<Record<string, ActiveCheck>>;
}

const SETTLED_PANES = 48;
const PANES_KNOWN = 24;
const LEARNT_DAYS = 14;
const PANE_ROWS = 100;
/** Rows of a pane that may heal: six of them are the twenty that make a word count (judge §1). */
const LEAST_HEALING_ROWS = 4;
const FALSE_ACTIONS_A_YEAR = 1;
const LAST_SIX = 0b111111;

/** Before any window. */
export const inputChecksFrom = (since: number): InputChecks => ({
  since,
  panes: 0,
  sources: {},
  learnt: {},
  active: {},
});

/** Rows of a pane, and how many of them are wrong. */
export interface Pane {
  readonly n: number;
  readonly k: number;
}

/** What a window shows of the form of its inputs: cells of the checks, and records refused for their form among all. */
export interface CheckedInputs {
  readonly cells: readonly CheckCell[];
  readonly refused: Pane;
}

/** Folds a window's checks, by region and everywhere. */
export function observeChecks(
  checks: InputChecks,
  { cells, refused }: CheckedInputs,
  contract: ModelContract,
  regions: number,
  from: number,
): InputChecks {
  const panes = panesOf(cells);
  if (refused.n > 0) panes.set(`${REFUSED_RECORDS}|${ALL_REGIONS}`, refused);
  if (panes.size === 0) return checks;
  const window = from / contract.windows.base_ms;
  const distinct = new Set([...panes.keys()].map((key) => key.split('|')[0])).size;
  const level = alarmLevel({
    detectors: distinct * (1 + regions),
    windowsPerYear: YEAR_MS / contract.windows.base_ms,
    falseAlarmsPerYear: FALSE_ACTIONS_A_YEAR,
  });
  const learning = from - checks.since < LEARNT_DAYS * DAY_MS;
  const learnt = { ...checks.learnt };
  const active = { ...checks.active };
  for (const [key, { n, k }] of panes) {
    const limit = limitOf(learnt, key);
    const settled = Math.min(SETTLED_PANES, checks.panes);
    const bad = limit !== null && isBadShare({ n, k, upper: limit });
    const known = active[key];
    // Six panes of a row or two say nothing about a fault that hits every third row: such panes heal nothing.
    const unclear =
      known?.open === true && limit !== null && !bad && (n < LEAST_HEALING_ROWS || k > limit * n);
    if (limit !== null && n > 0 && (bad || known) && !unclear) {
      const before = known ? unpacked(known) : goodFor(settled, window, level);
      const after = updateInputCheck(before, { window, bad, level, cap: burstCap(level) });
      if (after.open || after.goodPanes < SETTLED_PANES)
        active[key] = { ...packed(after), recent: (((known?.recent ?? 0) << 1) | (bad ? 1 : 0)) & LAST_SIX };
      else delete active[key];
    }
    // Small panes of a fault are good ones more often than not: while it lasts nothing is learnt from any.
    const open = [key, `${key.split('|')[0]}|${ALL_REGIONS}`].some((place) => active[place]?.open);
    if (learning && !bad && !open && n > 0) learnt[key] = learn(learnt[key], n, k);
  }
  return { ...checks, panes: checks.panes + 1, sources: sourcesOf(checks.sources, cells), learnt, active };
}

/**
 * What each check saw in each place. Where a candidate has others beside it theirs alone counts: an input that only the
 * candidate misses is its own fault, for a contrast to find, and none of the source.
 */
function panesOf(cells: readonly CheckCell[]): Map<string, Pane> {
  const own = new Map<string, Pane>();
  const beside = new Map<string, Pane>();
  for (const cell of regional(cells)) {
    if (cell.role === 'shadow') continue;
    const panes = cell.role === 'candidate' ? own : beside;
    for (const region of new Set([ALL_REGIONS, cell.region])) {
      const key = `${cell.check}.${cell.feature}|${region}`;
      const { n, k } = panes.get(key) ?? { n: 0, k: 0 };
      panes.set(key, { n: n + cell.n, k: k + cell.k });
    }
  }
  for (const [key, pane] of own) if (!beside.get(key)?.n) beside.set(key, pane);
  return new Map([...beside].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The limit learnt in the place itself, else everywhere; null while too little is known. */
function limitOf(learnt: Readonly<Record<string, LearntShares>>, key: string): number | null {
  const everywhere = `${key.split('|')[0]}|${ALL_REGIONS}`;
  const shares = [learnt[key], learnt[everywhere]].find((known) => (known?.panes ?? 0) >= PANES_KNOWN);
  return shares ? inputLimit(shares.panes, shares.largest) : null;
}

/** What a check shows in a window, beside the limit it has learnt, where that is beyond it; undefined where it is not. */
export function badNow(
  { learnt }: InputChecks,
  cells: readonly CheckCell[],
  { check, region }: { readonly check: string; readonly region: string },
): { readonly n: number; readonly k: number; readonly limit: number } | undefined {
  const key = `${check}|${region}`;
  const pane = panesOf(cells).get(key);
  const limit = limitOf(learnt, key);
  return pane && limit !== null && pane.k > limit * pane.n ? { ...pane, limit } : undefined;
}

/** Enough of the largest shares to know their 99.9 % quantile exactly; small windows are learnt from together. */
function learn(shares: LearntShares | undefined, n: number, k: number): LearntShares {
  const { panes = 0, largest = [], pending = [0, 0] } = shares ?? {};
  const [rows, bad] = [pending[0] + n, pending[1] + k];
  if (rows < PANE_ROWS) return { panes, largest, pending: [rows, bad] };
  const rounded = Math.round((bad / rows) * 1e6) / 1e6;
  const sorted = [...largest, rounded].sort((a, b) => b - a);
  return { panes: panes + 1, largest: sorted.slice(0, Math.ceil((panes + 1) / 1000) + 2) };
}

/** Where good panes alone would have put a check that is not kept. */
function goodFor(panes: number, window: number, level: number): InputCheckState {
  let state = INPUT_CHECK_START;
  for (let past = panes; past > 0; past--)
    state = updateInputCheck(state, { window: window - past, bad: false, level, cap: burstCap(level) });
  return state;
}

const unpacked = ({ logs, onsets, recent: _, ...check }: ActiveCheck): InputCheckState => ({
  ...check,
  detector: unpackDetector({ logs, onsets }),
});
const packed = ({ detector, ...check }: InputCheckState): Omit<ActiveCheck, 'recent'> => ({
  ...check,
  ...packDetector(detector),
});

function sourcesOf(
  known: Readonly<Record<string, string>>,
  cells: readonly CheckCell[],
): Readonly<Record<string, string>> {
  const named = cells.flatMap(({ feature, source }) => (source ? [[feature, source] as const] : []));
  return named.every(([feature, source]) => known[feature] === source)
    ? known
    : { ...known, ...Object.fromEntries(named) };
}

/** A check that stands open: what, where, and the windows [from, lastBad] it was bad in. */
export interface OpenCheck {
  readonly check: string;
  readonly feature: string;
  readonly source: string | null;
  readonly region: string;
  readonly from: number;
  readonly lastBad: number;
}

/** All open checks, by name and region. */
export const openChecks = ({ active, sources }: InputChecks): OpenCheck[] =>
  Object.entries(active)
    .filter(([, { open }]) => open)
    .map(([key, { from, lastBad }]) => {
      const [name = '', region = ''] = key.split('|');
      const feature = name.slice(name.indexOf('.') + 1);
      const source = sources[feature] ?? null;
      return { check: name, feature, source, region, from: from ?? 0, lastBad: lastBad ?? from ?? 0 };
    })
    .sort((a, b) => (`${a.check}|${a.region}` < `${b.check}|${b.region}` ? -1 : 1));

/** Regions in which a check has had more than one bad pane of the last six: nobody may call them well (judge §1). */
export const doubtfulRegions = ({ active }: InputChecks, check: string): string[] =>
  Object.entries(active).flatMap(([key, { recent }]) => {
    const [name, region = ''] = key.split('|');
    const bad = [...recent.toString(2)].filter((bit) => bit === '1').length;
    return name === check && region !== ALL_REGIONS && bad > 1 ? [region] : [];
  });
