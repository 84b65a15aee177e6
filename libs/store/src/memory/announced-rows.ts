import type { ChangeRow } from '../queries/read-changes.query.js';
import type { UnitKey } from './stored-rows.js';

/** A router's word as it is kept in memory; `revision` 0 and an empty `id` were not told. Times are ms. */
export interface StoredExposure {
  readonly unit: UnitKey;
  readonly version: string;
  readonly eventTime: number;
  /** Start of its window; exposures that came too late for it are not kept. */
  readonly window: number;
  readonly revision: number;
  readonly region: string;
  readonly id: string;
}

/** A change as it is kept in memory, with when it arrived (ms). */
export interface StoredChange extends Omit<ChangeRow, 'model' | 'window'> {
  readonly appendedAt: number;
}

/** What routers and deploy tools told of one model. */
export class AnnouncedRows {
  private readonly windows = new Map<number, Map<string, StoredExposure>>();
  private readonly byUnit = new Map<UnitKey, StoredExposure[]>();
  private readonly changes = new Map<string, StoredChange>();

  /** Stores an exposure; told twice, it counts once. */
  addExposure(row: StoredExposure): void {
    let rows = this.windows.get(row.window);
    if (!rows) {
      rows = new Map<string, StoredExposure>();
      this.windows.set(row.window, rows);
    }
    const key = `${row.unit}\0${row.version}\0${row.eventTime}\0${row.id}`;
    if (rows.has(key)) return;
    rows.set(key, row);
    const known = this.byUnit.get(row.unit);
    if (known) known.push(row);
    else this.byUnit.set(row.unit, [row]);
  }

  /** Stores a change; the first delivery counts. */
  addChange(change: StoredChange): void {
    const key = `${change.event_time}\0${change.change_id}`;
    if (!this.changes.has(key)) this.changes.set(key, change);
  }

  exposuresIn(window: number): Iterable<StoredExposure> {
    return this.windows.get(window)?.values() ?? [];
  }

  /** Whether a unit was sent anywhere before an exposure, from a window (start, ms) on. */
  sentBefore({ unit, eventTime, id }: StoredExposure, from: number): boolean {
    return (this.byUnit.get(unit) ?? []).some(
      (other) =>
        other.window >= from &&
        (other.eventTime < eventTime || (other.eventTime === eventTime && other.id < id)),
    );
  }

  /** Changes by the window in whose arrival window they came, of the windows in [from, until) ms, in canonical order. */
  changesIn(model: string, from: number, until: number, base: number, lateness: number): ChangeRow[] {
    return [...this.changes.values()]
      .map(({ appendedAt, ...change }) => ({
        ...change,
        model,
        window: Math.floor((appendedAt - lateness) / base) * base,
      }))
      .filter(({ window }) => window >= from && window < until)
      .sort(
        (a, b) => a.window - b.window || a.event_time - b.event_time || (a.change_id < b.change_id ? -1 : 1),
      );
  }
}
