/** Something that takes `width` pixels from `at` on; both in pixels of the lane. */
export interface Placed {
  readonly at: number;
  readonly width: number;
}

/** Where each item goes so that none covers another: its left edge, moved in from the right end, and its row from 0. */
export function laneRows(
  items: readonly Placed[],
  laneWidth: number,
  gap = 4,
): { left: number; row: number }[] {
  const ends: number[] = [];
  return items.map(({ at, width }) => {
    const left = Math.max(0, Math.min(at, laneWidth - width));
    const free = ends.findIndex((end) => end + gap <= left);
    const row = free === -1 ? ends.length : free;
    ends[row] = left + width;
    return { left, row };
  });
}
