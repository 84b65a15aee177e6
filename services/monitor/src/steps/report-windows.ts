import type { Report } from '@checkride/domain/report/report';
import type { RouteRecord } from '@checkride/domain/release';
import type { HeadState } from '../head.js';
import type { CountedLetter } from './dead-letter-counts.js';
import { deadLetterCounts } from './dead-letter-counts.js';
import { ledgerPart, overduePart } from './ledger-part.js';
import type { LedgerView } from './ledger-part.js';
import { knownAt, makeReport } from './make-report.js';
import type { Track } from './track.js';

/** How far live data may lag, and how long a live report waits for the controller. */
export const STALL_MS = 30_000;

/** What reports are made from beside the counted windows. `now` is wall time, `elapsed` the clock of `countedAt`; ms. */
export interface ReportContext {
  readonly view: LedgerView & { readonly routeRecords: readonly RouteRecord[] };
  readonly letters: Iterable<CountedLetter>;
  readonly frontier: number;
  readonly now: number;
  readonly elapsed: number;
}

/** Reports that can be made now, in order, the head behind them, and what the next one waits for. */
export interface Reported {
  readonly reports: readonly Report[];
  readonly head: HeadState;
  readonly waitsFor: string | null;
}

/** Makes the reports of counted windows, oldest first, until one has to wait for the controller. */
export function reportWindows(track: Track & { head: HeadState }, context: ReportContext): Reported {
  const { view, letters, frontier, now, elapsed } = context;
  const reports: Report[] = [];
  let head = track.head;
  for (const { evidence, record, countedAt } of track.pending) {
    const { contract } = record;
    const live = contract.source.clock === 'live';
    const waiting = ledgerPart(view, head, contract, evidence.window[0]);
    let stalled = live && now - frontier > STALL_MS ? 'the data are more than 30 s behind' : null;
    if (!waiting.ready) {
      if (!live || elapsed - countedAt < STALL_MS) return { reports, head, waitsFor: waiting.waitsFor };
      stalled = `waited 30 s for ${waiting.waitsFor}`;
    }
    const part = waiting.ready ? waiting : overduePart(view, head, evidence.window[0]);
    const known = knownAt(record, evidence.window[1]);
    const made = makeReport({
      head,
      record,
      evidence,
      routes: view.routeRecords,
      ledger: part.entries,
      results: part.results,
      deadLetters: deadLetterCounts(letters, contract, known - contract.windows.base_ms, known),
      freshness: { stalled: stalled !== null, stalled_because: stalled, folded: part.folded },
    });
    reports.push(made.report);
    head = made.head;
  }
  return { reports, head, waitsFor: null };
}
