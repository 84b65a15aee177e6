import type { ModelContract } from '@checkride/domain/contract/contract';
import { modelFrontier } from '@checkride/domain/window';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import type { OutboundRecord } from '@checkride/messaging/records';
import { encodeWire } from '@checkride/messaging/wire';
import type { Clock } from '@checkride/platform/clock';
import type { Logger } from '@checkride/platform/logger';
import { firstHead } from '../head.js';
import type { HeadState } from '../head.js';
import type { MonitorStages } from '../pipeline.js';
import { closingWindows, contractInForce } from '../steps/close-windows.js';
import type { Closable } from '../steps/close-windows.js';
import type { CorrectionStore } from '../steps/correct-panes.js';
import { createCorrectStep } from '../steps/correct-panes.js';
import { createCountStep } from '../steps/count-windows.js';
import { countingPlan, gridId } from '../steps/counting-plan.js';
import { concerns, topicsOf } from '../steps/dead-letter-counts.js';
import { companions } from '../steps/fleet-block.js';
import { answeringTick } from '../steps/ledger-part.js';
import type { PaneStore } from '../steps/pane-store.js';
import { reportWindows } from '../steps/report-windows.js';
import type { Reported } from '../steps/report-windows.js';
import { contrastedRevisions, routeRoles } from '../steps/route-roles.js';
import { nextToCount, trackOf } from '../steps/track.js';
import type { Track } from '../steps/track.js';
import type { ControlView } from './control-view.js';
import type { OwnedPartition, PartitionOwner } from './partition-owner.js';

/** Windows counted ahead of their reports at most, by model. */
const MOST_PENDING = 120;

/** What the stages work with. */
export interface StageParts {
  readonly connection: Pick<KafkaConnection, 'partitionCount'>;
  readonly view: ControlView;
  readonly owner: PartitionOwner;
  readonly store: PaneStore & CorrectionStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Started = Track & { head: HeadState };
const started = (track: Track): track is Started => track.head !== null;

/** The monitor's stages over the real topics and tables. */
export function createMonitorStages({
  connection,
  view,
  owner,
  store,
  clock,
  logger,
}: StageParts): MonitorStages {
  const tracks = new Map<string, { track: Track; owned: OwnedPartition }>();
  const partitions = new Map<string, number>();
  const correct = createCorrectStep(store);

  const frontierOf = async (contract: ModelContract): Promise<number | undefined> => {
    const wanted = [];
    for (const topic of topicsOf(contract)) {
      const count = partitions.get(topic) ?? (await connection.partitionCount(topic));
      partitions.set(topic, count);
      for (let partition = 0; partition < count; partition += 1) wanted.push({ topic, partition });
    }
    return modelFrontier(wanted, view.frontiers);
  };

  /** The track of a model this member owns, begun again behind the head after every taking of its partition. */
  const follow = async (model: string): Promise<Track | undefined> => {
    const owned = await owner.own(controlPartition(model));
    if (!owned) {
      tracks.delete(model);
      return undefined;
    }
    const held = tracks.get(model);
    if (held?.owned.taking === owned.taking) return held.track;
    const head = view.models.get(model)?.head?.state as HeadState | undefined;
    const track = trackOf(model, owned.taking, head ?? null);
    tracks.set(model, { track, owned });
    return track;
  };

  /** A model without reports begins at the earliest window that holds an on-time answer; later ones cannot precede it. */
  const begin = async (track: Track, contract: ModelContract, frontier: number): Promise<void> => {
    const { base_ms: base, lateness_ms: lateness } = contract.windows;
    const closed = Math.floor((frontier - lateness) / base) * base;
    if (closed <= track.searched) return;
    const first = await store.firstWindow(track.model, track.searched, closed);
    track.searched = closed;
    if (first === undefined) return;
    await view.barrier([TOPICS.models]);
    track.head = firstHead(first);
    logger.info({ model: track.model, first: new Date(first).toISOString() }, 'first window');
  };

  return {
    async observe() {
      const closable: Closable[] = [];
      for (const [model, { records }] of [...view.models].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const contract = records.at(-1)?.contract;
        const track = contract && (await follow(model));
        if (!contract || !track) continue;
        const frontier = await frontierOf(contract);
        if (frontier !== undefined && track.head === null) await begin(track, contract, frontier);
        const next = nextToCount(track);
        if (next !== undefined && track.pending.length < MOST_PENDING)
          closable.push({ model, records, next, frontier });
      }
      return closingWindows(closable).flatMap((closing) => {
        const track = tracks.get(closing.model)?.track;
        const routes = view.models.get(closing.model)?.routeRecords ?? [];
        if (!track || !started(track)) return [];
        const contracts = [...view.models.values()].flatMap(({ records }) => records.at(-1)?.contract ?? []);
        return [
          {
            ...closing,
            first: track.head.first,
            contrasted: contrastedRevisions(routes),
            companions: companions(closing.record.contract, contracts),
          },
        ];
      });
    },

    catchUp: () => view.barrier([TOPICS.routes, TOPICS.deadLetters]),

    async prepare(orders) {
      for (const { model, record } of orders) {
        const track = tracks.get(model)?.track;
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
      for (const { model, record } of orders) {
        const track = tracks.get(model)?.track;
        for (const evidence of counted.get(model) ?? [])
          track?.pending.push({ evidence, record, countedAt: clock.elapsed() });
      }
    },

    async report() {
      const byPartition = new Map<OwnedPartition, { track: Track; reported: Reported }[]>();
      for (const { track, owned } of tracks.values()) {
        const model = view.models.get(track.model);
        const contract = track.pending[0]?.record.contract;
        if (!model || !contract || !started(track)) continue;
        const frontier = (await frontierOf(contract)) ?? 0;
        const reported = reportWindows(track, {
          view: model,
          letters: view.letters,
          frontier,
          now: clock.now(),
          elapsed: clock.elapsed(),
        });
        if (reported.waitsFor !== null)
          logger.debug({ model: track.model, for: reported.waitsFor }, 'waiting');
        if (reported.reports.length === 0) continue;
        byPartition.set(owned, [...(byPartition.get(owned) ?? []), { track, reported }]);
      }
      await Promise.all(
        [...byPartition].map(async ([owned, all]) => {
          await owned.transact(
            all.flatMap(({ track, reported }) => recordsOf(track.model, owned.partition, reported)),
          );
          for (const { track, reported } of all) settle(track, reported);
        }),
      );
      return byPartition.size > 0;
    },

    async correct() {
      for (const { track } of tracks.values()) {
        const record = contractInForce(view.models.get(track.model)?.records ?? [], track.head?.next ?? 0);
        if (!record || !started(track)) continue;
        const corrected = await correct(record, track.head.corrected, track.head.next);
        track.head = { ...track.head, corrected };
      }
    },
  };

  function settle(track: Track, { reports, head }: Reported): void {
    const { record } = track.pending[reports.length - 1]!;
    track.pending = track.pending.slice(reports.length);
    track.head = { ...head, corrected: track.head?.corrected ?? head.corrected };
    view.forget(track.model, { ticks: answeringTick(record.contract, head.next), ledger: head.ledger });
    const known = head.next + record.contract.windows.lateness_ms - record.contract.windows.base_ms;
    const others = [...tracks.values()].some(({ track: other }) => other.model !== track.model);
    view.dropLetters(
      (letter) =>
        letter.appended_at < known &&
        (letter.model === track.model || (!others && concerns(letter, record.contract))),
    );
    logger.debug({ model: track.model, seq: head.seq, windows: reports.length }, 'reported');
  }
}

function recordsOf(model: string, partition: number, { reports, head }: Reported): OutboundRecord[] {
  const last = reports.at(-1)!;
  const bytes = encodeWire('monitor-head', {
    model,
    seq: last.seq,
    window: last.window,
    evidence_id: last.evidence_id,
    state: head,
  });
  return [
    ...reports.map((report) => ({
      topic: TOPICS.evidence,
      partition,
      key: model,
      value: encodeWire('report', report),
    })),
    { topic: TOPICS.monitorHead, partition, key: model, value: bytes },
  ];
}
