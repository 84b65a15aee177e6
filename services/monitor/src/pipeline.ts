import type { CountOrder } from './steps/count-windows.js';
import type { WindowEvidence } from './steps/evidence.js';

/** The stages of the monitor. */
export interface MonitorStages {
  /** 1. Which windows may close, by the frontiers. */
  readonly observe: () => Promise<readonly CountOrder[]>;
  /** 2. Until all that the control topics held then has been read: routes and dead letters of these windows are among it. */
  readonly catchUp: (orders: readonly CountOrder[]) => Promise<void>;
  /** 3. The counting plans and roles the pane statements join with.  crash: written again */
  readonly prepare: (orders: readonly CountOrder[]) => Promise<void>;
  /** 4. Panes filled and read back.  crash: filled again, the same rows */
  readonly count: (orders: readonly CountOrder[]) => Promise<Map<string, WindowEvidence[]>>;
  /** 5. What was counted waits for its report. */
  readonly keep: (orders: readonly CountOrder[], counted: Map<string, WindowEvidence[]>) => void;
  /** 6. Reports and heads in one transaction a partition.  crash: none or all, the head tells which */
  readonly report: () => Promise<boolean>;
  /** 7. Slow lane: feature panes of short windows, panes that late rows touched.  crash: filled again, the same rows */
  readonly slowLane: () => Promise<void>;
}

/** One round of the monitor; true when it got anywhere, so that another may be worth while at once. */
export function createMonitorPipeline(stages: MonitorStages) {
  return async function round(): Promise<boolean> {
    const orders = await stages.observe();
    if (orders.length > 0) {
      await stages.catchUp(orders);
      await stages.prepare(orders);
      stages.keep(orders, await stages.count(orders));
    }
    const reported = await stages.report();
    if (reported) await stages.slowLane();
    return reported || orders.length > 0;
  };
}
