import type { CountedLetter } from '@checkride/monitor/steps/dead-letter-counts';
import { firstHead } from '@checkride/monitor/head';
import { closingWindows } from '@checkride/monitor/steps/close-windows';
import { createCountStep, type CountOrder } from '@checkride/monitor/steps/count-windows';
import { countingPlan, gridId } from '@checkride/monitor/steps/counting-plan';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import { reportWindows } from '@checkride/monitor/steps/report-windows';
import { contrastedRevisions, routeRoles } from '@checkride/monitor/steps/route-roles';
import { hasBegun, trackOf, type PendingWindow, type Track } from '@checkride/monitor/steps/track';
import type { Report } from '@checkride/domain/report/report';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { LedgerView } from '@checkride/monitor/steps/ledger-part';
import type { RouteRecord } from '@checkride/domain/release';

/** What the control topics would say of the model: its contracts, routes, ledger and folded ticks. */
export interface ControlSide extends LedgerView {
  readonly model: string;
  readonly records: readonly ModelRecord[];
  readonly routeRecords: readonly RouteRecord[];
}

/** Windows that were counted together, and the start (ms) of the model's first one; null before it is known. */
export interface CountedWindows {
  readonly first: number | null;
  readonly windows: readonly PendingWindow[];
}

/** Counts windows over a pane store by the monitor's own steps, for all who serve under the same contracts and routes. */
export class WindowCounter {
  private readonly count: ReturnType<typeof createCountStep>;
  private readonly plans = new Set<string>();
  private searched = 0;
  private first: number | null = null;
  private next = 0;
  private routes = 0;

  constructor(private readonly store: PaneStore) {
    this.count = createCountStep(store);
  }

  /** Counts every window that may close at a frontier (ms). */
  async close(frontier: number, control: ControlSide): Promise<CountedWindows> {
    const { model, records } = control;
    if (this.first === null) await this.begin(frontier, control);
    const { first } = this;
    const windows: PendingWindow[] = [];
    while (first !== null) {
      const [closing] = closingWindows([{ model, records, next: this.next, frontier }]);
      if (!closing) break;
      const contrasted = contrastedRevisions(control.routeRecords);
      const order: CountOrder = { ...closing, first, contrasted, companions: [] };
      await this.prepare(order, control);
      const counted = await this.count([order]);
      for (const evidence of counted.get(model) ?? [])
        windows.push({ evidence, record: order.record, countedAt: 0 });
      this.next = closing.windows[1];
    }
    return { first, windows };
  }

  private async begin(frontier: number, { records, model }: ControlSide): Promise<void> {
    const { base_ms, lateness_ms } = records.at(-1)!.contract.windows;
    const closed = Math.floor((frontier - lateness_ms) / base_ms) * base_ms;
    if (closed <= this.searched) return;
    const first = await this.store.firstWindow(model, this.searched, closed);
    this.searched = closed;
    if (first === undefined) return;
    this.first = first;
    this.next = first;
  }

  private async prepare({ record }: CountOrder, { routes, routeRecords }: ControlSide): Promise<void> {
    if (!this.plans.has(gridId(record))) await this.store.savePlan(countingPlan(record));
    this.plans.add(gridId(record));
    if (routes > this.routes) await this.store.saveRoles(routeRoles(routeRecords));
    this.routes = routes;
  }
}

/** Makes the reports of counted windows as one controller's ledger has them. */
export class Reporter {
  private readonly track: Track;

  constructor(private readonly control: ControlSide) {
    this.track = trackOf(control.model, 1, null);
  }

  /** Takes counted windows, in order. */
  take({ first, windows }: CountedWindows): void {
    if (first !== null) this.track.head ??= firstHead(first);
    this.track.pending.push(...windows);
  }

  /** The reports that are ready; one waits until the controller has folded the tick before it. */
  ready(frontier: number, letters: readonly CountedLetter[]): readonly Report[] {
    const { track, control } = this;
    if (!hasBegun(track)) return [];
    const context = { view: control, letters, frontier, now: frontier, elapsed: 0 };
    const { reports, head } = reportWindows(track, context);
    track.pending = track.pending.slice(reports.length);
    track.head = head;
    return reports;
  }
}
