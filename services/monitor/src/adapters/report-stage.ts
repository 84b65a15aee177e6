import type { OutboundRecord } from '@checkride/messaging/records';
import { TOPICS } from '@checkride/messaging/topics';
import { encodeWire } from '@checkride/messaging/wire';
import type { Clock } from '@checkride/platform/clock';
import type { Logger } from '@checkride/platform/logger';
import { concerns } from '../steps/dead-letter-counts.js';
import { answeringTick } from '../steps/ledger-part.js';
import { reportWindows } from '../steps/report-windows.js';
import type { Reported } from '../steps/report-windows.js';
import { hasBegun } from '../steps/track.js';
import type { Track } from '../steps/track.js';
import type { ControlView } from './control-view.js';
import type { ModelTracks } from './model-tracks.js';
import type { OwnedPartition } from './partition-owner.js';

/** What the stage works with. */
export interface ReportParts {
  readonly tracks: ModelTracks;
  readonly view: ControlView;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the reports that are ready and writes them with their heads, one transaction a control partition. */
export function createReportStage({ tracks, view, clock, logger }: ReportParts) {
  const reportedOf = async (track: Track): Promise<Reported | undefined> => {
    const model = view.models.get(track.model);
    const contract = track.pending[0]?.record.contract;
    if (!model || !contract || !hasBegun(track)) return undefined;
    const frontier = (await tracks.frontierOf(contract)) ?? 0;
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const reported = reportWindows(track, { view: model, letters: view.letters, frontier, now, elapsed });
    if (reported.waitsFor !== null) logger.trace({ model: track.model, for: reported.waitsFor }, 'waiting');
    return reported.reports.length === 0 ? undefined : reported;
  };

  /** What the reports have used is forgotten; it can be read again. */
  const settle = (track: Track, { reports, head }: Reported): void => {
    const { contract } = track.pending[reports.length - 1]!.record;
    track.pending = track.pending.slice(reports.length);
    track.head = head;
    const ticks = Math.min(answeringTick(contract, head.next), head.examined + 1);
    view.forget(track.model, { ticks, ledger: head.ledger });
    const known = head.next + contract.windows.lateness_ms - contract.windows.base_ms;
    const alone = tracks.owned().every(({ track: { model } }) => model === track.model);
    view.dropLetters(
      (letter) =>
        letter.appended_at < known && (letter.model === track.model || (alone && concerns(letter, contract))),
    );
    logger.debug({ model: track.model, seq: head.seq, windows: reports.length }, 'reported');
  };

  return async function report(): Promise<boolean> {
    const byPartition = new Map<OwnedPartition, { track: Track; reported: Reported }[]>();
    for (const { track, owned } of tracks.owned()) {
      const reported = await reportedOf(track);
      if (reported) byPartition.set(owned, [...(byPartition.get(owned) ?? []), { track, reported }]);
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
  };
}

function recordsOf(model: string, partition: number, { reports, head }: Reported): OutboundRecord[] {
  const last = reports.at(-1)!;
  const { seq, window, evidence_id } = last;
  return [
    ...reports.map((report) => ({
      topic: TOPICS.evidence,
      partition,
      key: model,
      value: encodeWire('report', report),
    })),
    {
      topic: TOPICS.monitorHead,
      partition,
      key: model,
      value: encodeWire('monitor-head', { model, seq, window, evidence_id, state: head }),
    },
  ];
}
