import type { ExaminationCell, ServingCell } from '../../report/cells.js';
import { heardRegions, regional } from './regions.js';

/** What examinations of one kind found of one version in one region; times in ms. */
export interface Examined {
  readonly from: number;
  readonly until: number;
  readonly since: number | null;
  readonly n: number;
  readonly mismatches: number;
  /** Rows answered alike since the last mismatch. */
  readonly clean: number;
  readonly answered_by: Readonly<Record<string, number>>;
  /** Instances with mismatches, worst first: rows and mismatches. */
  readonly instances: readonly (readonly [instance: string, n: number, mismatches: number])[];
  /** Start of the window that told it last. */
  readonly heard: number;
}

/** Findings by `kind|version|region`; only those with a mismatch are kept, and probes short of a verdict. */
export type Examinations = Readonly<Record<string, Examined>>;

const PROBES_REMEMBERED = 400;
const MOST_INSTANCES = 8;
const HOUR_MS = 3_600_000;
const PERIODS_KEPT = 3;
/** So many expected mismatches that did not come: chance of that e^-5. */
const MISSED = 5;

/**
 * Folds what examinations found. A replay of logged rows is a sample large enough to stand alone; probes come a few at a
 * time and are added up, until as many clean ones as prove them healed. A version that left its region is forgotten.
 */
export function observeExaminations(
  before: Examinations,
  cells: readonly ExaminationCell[],
  serving: readonly ServingCell[],
  from: number,
): Examinations {
  const kept = Object.fromEntries(
    Object.entries(before).filter(([key, found]) => stillServed(key, serving) && isFresh(found, from)),
  );
  for (const cell of cells) {
    const key = `${cell.kind}|${cell.version}|${cell.region}`;
    const known = cell.kind === 'probe' ? kept[key] : undefined;
    const found = add(known, cell, from);
    if (found.mismatches > 0 && !isHealed(found)) kept[key] = found;
    else delete kept[key];
  }
  return kept;
}

function stillServed(key: string, serving: readonly ServingCell[]): boolean {
  const [, version, region = ''] = key.split('|');
  if (!heardRegions(serving).includes(region)) return true;
  return regional(serving).some((cell) => cell.region === region && cell.version === version && cell.n > 0);
}

const isFresh = ({ heard, from, until }: Examined, now: number): boolean =>
  now - heard <= PERIODS_KEPT * Math.max(HOUR_MS, until - from);

const isHealed = ({ n, mismatches, clean }: Examined): boolean =>
  clean < n && clean * (mismatches / (n - clean)) >= MISSED;

function add(known: Examined | undefined, cell: ExaminationCell, heard: number): Examined {
  const half = known !== undefined && known.n >= PROBES_REMEMBERED ? 0.5 : 1;
  const sum = (past: number | undefined, more: number): number => Math.floor((past ?? 0) * half) + more;
  const answeredBy = new Set([...Object.keys(known?.answered_by ?? {}), ...Object.keys(cell.answered_by)]);
  const past = new Map((known?.instances ?? []).map(([name, n, mismatches]) => [name, [n, mismatches]]));
  const instances = Object.keys({ ...Object.fromEntries(past), ...cell.instances }).map((name) => {
    const [n, mismatches] = cell.instances[name] ?? [0, 0];
    return [name, sum(past.get(name)?.[0], n), sum(past.get(name)?.[1], mismatches)] as const;
  });
  return {
    from: known?.from ?? cell.over[0],
    until: cell.over[1],
    since: known?.since ?? cell.since,
    n: sum(known?.n, cell.n),
    mismatches: sum(known?.mismatches, cell.mismatches),
    clean: cell.mismatches === 0 ? (known?.clean ?? 0) + cell.n : 0,
    answered_by: Object.fromEntries(
      [...answeredBy]
        .sort()
        .map((version) => [version, sum(known?.answered_by[version], cell.answered_by[version] ?? 0)]),
    ),
    instances: instances
      .filter(([, , mismatches]) => mismatches > 0)
      .sort((a, b) => b[2] - a[2] || (a[0] < b[0] ? -1 : 1))
      .slice(0, MOST_INSTANCES),
    heard,
  };
}
