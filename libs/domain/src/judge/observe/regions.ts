import { ALL_REGIONS, type ServingCell } from '../../report/cells.js';
import { EVERYWHERE, scopeOf, type Scope } from '../../scope.js';

/** Fewest rows of a window that make a region's word count (judge §1). */
export const REGION_ROWS = 20;

/** Cells by region where there are any; sums over all regions are left out, so that nothing is counted twice. */
export function regional<C extends { readonly region: string }>(cells: readonly C[]): readonly C[] {
  const own = cells.filter(({ region }) => region !== ALL_REGIONS);
  return own.length > 0 ? own : cells;
}

/** Regions of a window, `all` left out, sorted. */
export const regionsOf = (cells: readonly { readonly region: string }[]): string[] =>
  [...new Set(cells.map(({ region }) => region))].filter((region) => region !== ALL_REGIONS).sort();

/** Live answers by region of a window (shadow left out). */
export function rowsByRegion(serving: readonly ServingCell[]): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (const { role, region, n } of regional(serving))
    if (role !== 'shadow') rows.set(region, (rows.get(region) ?? 0) + n);
  return rows;
}

/** Regions with enough rows in the window to be heard. */
export const heardRegions = (serving: readonly ServingCell[]): string[] =>
  [...rowsByRegion(serving)]
    .filter(([region, n]) => region !== ALL_REGIONS && n >= REGION_ROWS)
    .map(([region]) => region)
    .sort();

/** Everywhere when every heard region matched, else the regions that did. */
export const regionScope = (matched: readonly string[], heard: readonly string[]): Scope =>
  matched.length === 0 || heard.every((region) => matched.includes(region))
    ? EVERYWHERE
    : scopeOf(...matched.map((region) => `region=${region}`));
