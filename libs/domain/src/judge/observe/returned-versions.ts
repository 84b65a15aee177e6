import type { ServingCell } from '../../report/cells.js';
import { mismatchLimit } from './artifacts.js';
import type { WorldState } from './ledger.js';
import { regional } from './regions.js';

/** A version that was rolled back and answers all the same: windows running, start of the first (ms), rows in the newest. */
interface ReturnedVersion {
  readonly windows: number;
  readonly from: number;
  readonly n: number;
  /** Live answers of all versions in the newest window. */
  readonly rows: number;
}

/** Such versions by name. */
export type ReturnedVersions = Readonly<Record<string, ReturnedVersion>>;

const BACK: ReadonlySet<string> = new Set(['rollback', 'fallback']);
/** Share of answers below which a version is thought gone. */
const LEFT_OVER = 0.005;
const GRACE_WINDOWS = 3;
const GRACE_MS = 15 * 60_000;

/** Folds a window: a withdrawn version counts once its instances have had time to go, and from then on while it answers. */
export function observeReturned(
  before: ReturnedVersions,
  { withdrawn, changes }: Pick<WorldState, 'withdrawn' | 'changes'>,
  serving: readonly ServingCell[],
  { from, base }: { readonly from: number; readonly base: number },
): ReturnedVersions {
  if (withdrawn.length === 0) return {};
  const live = regional(serving).filter(({ role }) => role !== 'shadow');
  const rows = live.reduce((sum, { n }) => sum + n, 0);
  const back = changes.findLast(({ kind }) => BACK.has(kind))?.at ?? -Infinity;
  const gone = from >= back + Math.max(GRACE_WINDOWS * base, GRACE_MS);
  return Object.fromEntries(
    withdrawn.flatMap((version): [string, ReturnedVersion][] => {
      const known = before[version];
      const n = live.reduce((sum, cell) => (cell.version === version ? sum + cell.n : sum), 0);
      // What was found goes on through hours of little traffic: it ends when the version is hardly met any more.
      if (known && rows === 0) return [[version, known]];
      if (known ? n <= LEFT_OVER * rows : !gone || n < mismatchLimit(rows)) return [];
      return [[version, { windows: (known?.windows ?? 0) + 1, from: known?.from ?? from, n, rows }]];
    }),
  );
}
