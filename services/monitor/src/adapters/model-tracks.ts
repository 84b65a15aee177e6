import type { ModelContract } from '@checkride/domain/contract/contract';
import { modelFrontier } from '@checkride/domain/window';
import type { KafkaConnection } from '@checkride/messaging/kafka/connection';
import { controlPartition, TOPICS } from '@checkride/messaging/topics';
import type { Clock } from '@checkride/platform/clock';
import type { Logger } from '@checkride/platform/logger';
import { firstHead, headFrom } from '../head.js';
import { closingWindows, isWorthwhile } from '../steps/close-windows.js';
import type { Closable } from '../steps/close-windows.js';
import type { CountOrder } from '../steps/count-windows.js';
import { topicsOf } from '../steps/dead-letter-counts.js';
import { byText } from '../steps/evidence.js';
import { companions } from '../steps/fleet-block.js';
import type { PaneStore } from '../steps/pane-store.js';
import { contrastedRevisions } from '../steps/route-roles.js';
import { nextToCount, trackOf } from '../steps/track.js';
import type { Track } from '../steps/track.js';
import type { ControlView } from './control-view.js';
import type { OwnedPartition, PartitionOwner } from './partition-owner.js';

/** Windows counted ahead of their reports at most, by model. */
const MOST_PENDING = 120;
/** How long a handful of replayed windows waits for more, ms. */
const HOLD_MS = 100;

/** The models this member owns. */
export interface ModelTracks {
  /** Windows that may close now. */
  observe(): Promise<CountOrder[]>;
  find(model: string): Track | undefined;
  owned(): { readonly track: Track; readonly owned: OwnedPartition }[];
  /** F(model), ms; undefined while a partition is unknown. */
  frontierOf(contract: ModelContract): Promise<number | undefined>;
}

/** What the tracks are kept with; `wake` asks for another look in so many ms. */
export interface TrackParts {
  readonly connection: Pick<KafkaConnection, 'partitionCount'>;
  readonly view: ControlView;
  readonly owner: PartitionOwner;
  readonly store: Pick<PaneStore, 'firstWindow'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly wake: (ms: number) => void;
}

/** Keeps a track of every owned model, begun again behind its head after each taking of its partition. */
export function createModelTracks({
  connection,
  view,
  owner,
  store,
  clock,
  logger,
  wake,
}: TrackParts): ModelTracks {
  const tracks = new Map<string, { track: Track; owned: OwnedPartition }>();
  const partitions = new Map<string, number>();

  const frontierOf = async (contract: ModelContract): Promise<number | undefined> => {
    const wanted = [];
    for (const topic of topicsOf(contract)) {
      const count = partitions.get(topic) ?? (await connection.partitionCount(topic));
      partitions.set(topic, count);
      for (let partition = 0; partition < count; partition += 1) wanted.push({ topic, partition });
    }
    return modelFrontier(wanted, view.frontiers);
  };

  const follow = async (model: string): Promise<Track | undefined> => {
    const owned = await owner.own(controlPartition(model));
    if (!owned) {
      tracks.delete(model);
      return undefined;
    }
    const held = tracks.get(model);
    if (held?.owned.taking === owned.taking) return held.track;
    const stored = view.models.get(model)?.head;
    const track = trackOf(model, owned.taking, stored ? headFrom(stored.state) : null);
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

  const closableOf = async (model: string): Promise<Closable[]> => {
    const records = view.models.get(model)?.records ?? [];
    const contract = records.at(-1)?.contract;
    const track = contract && (await follow(model));
    if (!contract || !track) return [];
    const frontier = await frontierOf(contract);
    if (frontier !== undefined && track.head === null) await begin(track, contract, frontier);
    const next = nextToCount(track);
    return next === undefined || track.pending.length >= MOST_PENDING
      ? []
      : [{ model, records, next, frontier }];
  };

  /** Few windows of a replay are held back for a moment: each statement costs about the same for one as for twenty. */
  const isDue = (closing: CountOrder): boolean => {
    const track = tracks.get(closing.model)?.track;
    if (!track) return false;
    const now = clock.elapsed();
    track.heldSince ??= now;
    if (!isWorthwhile(closing) && now - track.heldSince < HOLD_MS) {
      wake(HOLD_MS);
      return false;
    }
    track.heldSince = null;
    return true;
  };

  return {
    frontierOf,
    find: (model) => tracks.get(model)?.track,
    owned: () => [...tracks.values()],
    async observe() {
      const closable: Closable[] = [];
      for (const model of [...view.models.keys()].sort(byText))
        try {
          closable.push(...(await closableOf(model)));
        } catch (error) {
          logger.warn({ model, err: error }, 'model set aside for this round');
          tracks.delete(model);
        }
      const contracts = [...view.models.values()].flatMap(({ records }) => records.at(-1)?.contract ?? []);
      return closingWindows(closable)
        .flatMap((closing): CountOrder[] => {
          const first = tracks.get(closing.model)?.track.head?.first;
          if (first === undefined) return [];
          const contrasted = contrastedRevisions(view.models.get(closing.model)?.routeRecords ?? []);
          return [
            { ...closing, first, contrasted, companions: companions(closing.record.contract, contracts) },
          ];
        })
        .filter(isDue);
    },
  };
}
