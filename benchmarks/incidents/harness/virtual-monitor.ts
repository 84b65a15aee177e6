import type { CountedLetter } from '@checkride/monitor/steps/dead-letter-counts';
import { firstHead } from '@checkride/monitor/head';
import { closingWindows } from '@checkride/monitor/steps/close-windows';
import { createCountStep, type CountOrder } from '@checkride/monitor/steps/count-windows';
import { countingPlan, gridId } from '@checkride/monitor/steps/counting-plan';
import type { PaneStore } from '@checkride/monitor/steps/pane-store';
import { reportWindows } from '@checkride/monitor/steps/report-windows';
import { contrastedRevisions, routeRoles } from '@checkride/monitor/steps/route-roles';
import { hasBegun, nextToCount, trackOf, type Track } from '@checkride/monitor/steps/track';
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

/** The real monitor steps over a pane store, on virtual time. */
export class VirtualMonitor {
  readonly letters: CountedLetter[] = [];
  private readonly track: Track;
  private readonly count: ReturnType<typeof createCountStep>;

  constructor(
    private readonly store: PaneStore,
    private readonly life: ControlSide,
  ) {
    this.track = trackOf(life.model, 1, null);
    this.count = createCountStep(store);
  }

  /** Counts every window that may close at a frontier (ms). */
  async close(frontier: number): Promise<void> {
    const { track, life } = this;
    if (!hasBegun(track)) await this.begin(frontier);
    if (!hasBegun(track)) return;
    for (;;) {
      const next = nextToCount(track) ?? track.head.first;
      const { model } = track;
      const [closing] = closingWindows([{ model, records: life.records, next, frontier }]);
      if (!closing) return;
      const contrasted = contrastedRevisions(life.routeRecords);
      const order: CountOrder = { ...closing, first: track.head.first, contrasted, companions: [] };
      await this.prepare(order);
      const counted = await this.count([order]);
      for (const evidence of counted.get(model) ?? [])
        track.pending.push({ evidence, record: order.record, countedAt: 0 });
    }
  }

  /** The reports that are ready; one waits until the controller has folded the tick before it. */
  ready(frontier: number): readonly Report[] {
    const { track, life, letters } = this;
    if (!hasBegun(track)) return [];
    const context = { view: life, letters, frontier, now: frontier, elapsed: 0 };
    const { reports, head } = reportWindows(track, context);
    track.pending = track.pending.slice(reports.length);
    track.head = head;
    return reports;
  }

  private async begin(frontier: number): Promise<void> {
    const { base_ms, lateness_ms } = this.life.records.at(-1)!.contract.windows;
    const closed = Math.floor((frontier - lateness_ms) / base_ms) * base_ms;
    if (closed <= this.track.searched) return;
    const first = await this.store.firstWindow(this.track.model, this.track.searched, closed);
    this.track.searched = closed;
    if (first !== undefined) this.track.head = firstHead(first);
  }

  private async prepare({ record }: CountOrder): Promise<void> {
    const { track, life, store } = this;
    if (!track.plans.has(gridId(record))) await store.savePlan(countingPlan(record));
    track.plans.add(gridId(record));
    if (life.routes > track.routes) await store.saveRoles(routeRoles(life.routeRecords));
    track.routes = life.routes;
  }
}
