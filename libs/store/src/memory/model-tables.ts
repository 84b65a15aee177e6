import type { MaturedRow } from './matured-rows.js';
import { AnnouncedRows } from './announced-rows.js';
import type { StoredLabel, StoredOutcome, StoredPrediction } from './stored-rows.js';
import { HOUR_MS, type ReadyPlan } from './plan.js';

/** Role of a version under one route revision: the columns of a row of route_roles. */
export interface RouteRole {
  readonly revision: number;
  readonly version: string;
  readonly role: string;
  readonly release: string;
  readonly released_at: number;
  readonly randomised_by: string;
}

/** Rows of one window: the delivery that counts of every identity, on time and late apart. */
export interface WindowRows {
  readonly onTime: Map<string, StoredPrediction>;
  readonly late: Map<string, StoredPrediction>;
  /** When (ms) the newest late row arrived. */
  newestLate: number;
}

/** The raw rows of one model, its plans and its roles. */
export class ModelTables {
  readonly windows = new Map<number, WindowRows>();
  readonly labels = new Map<string, StoredLabel[]>();
  /** Outcomes by KPI and hour (start, ms) of their event. */
  private readonly outcomes = new Map<string, Map<number, StoredOutcome[]>>();
  readonly announced = new AnnouncedRows();
  readonly plans = new Map<string, ReadyPlan>();
  private readonly roles = new Map<number, Map<string, RouteRole>>();

  /** Rows added so far, and the answers joined with their labels last, see matured-rows. */
  added = 0;
  joined: { readonly key: string; readonly rows: readonly MaturedRow[] } | null = null;

  /** Stores an answer; redeliveries of an identity leave the first. */
  addPrediction(row: StoredPrediction): void {
    this.added += 1;
    let rows = this.windows.get(row.window);
    if (!rows) {
      rows = { onTime: new Map(), late: new Map(), newestLate: -Infinity };
      this.windows.set(row.window, rows);
    }
    const side = row.late ? rows.late : rows.onTime;
    if (row.late) rows.newestLate = Math.max(rows.newestLate, row.appendedAt);
    // Nearly every id answers once: the longer key is made for the others only.
    const plain = side.get(row.id);
    const key = !plain || same(plain, row) ? row.id : identity(row);
    const before = side.get(key);
    if (!before || row.delivery < before.delivery) side.set(key, row);
  }

  addLabel(label: StoredLabel): void {
    this.added += 1;
    const before = this.labels.get(label.id);
    if (before) before.push(label);
    else this.labels.set(label.id, [label]);
  }

  addOutcome(outcome: StoredOutcome): void {
    this.added += 1;
    let hours = this.outcomes.get(outcome.kpi);
    if (!hours) {
      hours = new Map<number, StoredOutcome[]>();
      this.outcomes.set(outcome.kpi, hours);
    }
    const hour = Math.floor(outcome.eventTime / HOUR_MS) * HOUR_MS;
    const there = hours.get(hour);
    if (there) there.push(outcome);
    else hours.set(hour, [outcome]);
  }

  /** Outcomes of a KPI that happened in [from, until) ms, whole hours. */
  outcomesOf(kpi: string, from: number, until: number): StoredOutcome[] {
    const hours = this.outcomes.get(kpi);
    const found: StoredOutcome[] = [];
    if (hours)
      for (let hour = Math.floor(from / HOUR_MS) * HOUR_MS; hour < until; hour += HOUR_MS)
        found.push(...(hours.get(hour) ?? []));
    return found;
  }

  addRole(role: RouteRole): void {
    let versions = this.roles.get(role.revision);
    if (!versions) {
      versions = new Map<string, RouteRole>();
      this.roles.set(role.revision, versions);
    }
    versions.set(role.version, role);
  }

  /** Role of a version under a revision; undefined when the route does not name it. */
  roleOf(revision: number, version: string): RouteRole | undefined {
    return this.roles.get(revision)?.get(version);
  }

  /** Visits the on-time rows of the windows in [from, until), in order of window. */
  eachOnTime(from: number, until: number, base: number, visit: (row: StoredPrediction) => void): void {
    for (let window = from; window < until; window += base) this.windows.get(window)?.onTime.forEach(visit);
  }
}

const same = (a: StoredPrediction, b: StoredPrediction): boolean =>
  a.version === b.version && a.arm === b.arm;

/** Identity of an answer inside its window. */
export const identity = ({ id, version, arm }: StoredPrediction): string => `${id}\0${version}\0${arm}`;

/** Role a group of rows played; a version its route does not name reads as one that serves alone. */
export const playedBy = (
  tables: ModelTables,
  arm: StoredPrediction['arm'],
  revision: number,
  version: string,
): string => (arm === 'shadow' ? 'shadow' : (tables.roleOf(revision, version)?.role ?? 'sole'));
