import { TOPICS } from '@checkride/messaging/topics';
import type { Clock } from '@checkride/platform/clock';
import type { Logger } from '@checkride/platform/logger';
import type { MonitorStages } from '../pipeline.js';
import { contractInForce } from '../steps/close-windows.js';
import type { CorrectionStore } from '../steps/correct-panes.js';
import { createCorrectStep } from '../steps/correct-panes.js';
import { createCountStep } from '../steps/count-windows.js';
import { slowFeatures } from '../steps/slow-features.js';
import { countingPlan, gridId } from '../steps/counting-plan.js';
import type { PaneStore } from '../steps/pane-store.js';
import { routeRoles } from '../steps/route-roles.js';
import { hasBegun } from '../steps/track.js';
import type { ControlView } from './control-view.js';
import type { ModelTracks } from './model-tracks.js';
import { createReportStage } from './report-stage.js';

/** What the stages work with. */
export interface StageParts {
  readonly tracks: ModelTracks;
  readonly view: ControlView;
  readonly store: PaneStore & CorrectionStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The monitor's stages over the real topics and tables. */
export function createMonitorStages({ tracks, view, store, clock, logger }: StageParts): MonitorStages {
  const correctPanes = createCorrectStep(store);
  return {
    observe: () => tracks.observe(),
    catchUp: () => view.barrier([TOPICS.routes, TOPICS.deadLetters]),

    async prepare(orders) {
      for (const { model, record } of orders) {
        const track = tracks.find(model);
        const routes = view.models.get(model)?.routeRecords ?? [];
        if (!track) continue;
        if (!track.plans.has(gridId(record))) await store.savePlan(countingPlan(record));
        track.plans.add(gridId(record));
        if (routes.length > track.routes) await store.saveRoles(routeRoles(routes));
        track.routes = routes.length;
      }
    },

    count: createCountStep(store),

    keep(orders, counted) {
      const countedAt = clock.elapsed();
      for (const { model, record } of orders)
        for (const evidence of counted.get(model) ?? [])
          tracks.find(model)?.pending.push({ evidence, record, countedAt });
    },

    report: createReportStage({ tracks, view, clock, logger }),

    async slowLane() {
      const begun = tracks.owned().flatMap(({ track }) => {
        const records = view.models.get(track.model)?.records ?? [];
        const record = hasBegun(track) && contractInForce(records, track.head.next);
        return hasBegun(track) && record ? [{ track, record, head: track.head }] : [];
      });
      await store.fillFeatureWindows(begun.flatMap(({ record, head }) => slowFeatures(record, head)));
      for (const { track, record, head } of begun) {
        const corrected = await correctPanes(record, head.corrected, head.next);
        track.head = { ...head, corrected, features: head.next };
      }
    },
  };
}
