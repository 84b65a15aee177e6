import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ExaminationResult } from '@checkride/domain/jobs';
import type { Folded, LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import type { HeadState } from '../head.js';

/** What the control topics say of one model, as far as they were read. */
export interface LedgerView {
  /** Acknowledged ticks by window start. */
  readonly folded: ReadonlyMap<number, Folded>;
  readonly entries: ReadonlyMap<number, LedgerEntry>;
  /** Routes are known without gaps up to this revision. */
  readonly routes: number;
}

/** The ledger part of a report, or what it waits for. */
export type LedgerPart =
  | {
      readonly ready: true;
      readonly entries: readonly LedgerEntry[];
      /** What examinations found, of every tick since the one the report before answered for. */
      readonly results: readonly ExaminationResult[];
      /** Tick the part answers for (window start, ms); null before any. */
      readonly folded: number | null;
    }
  | { readonly ready: false; readonly waitsFor: string };

/** Start of the tick whose ledger entries the report of a window carries. */
export const answeringTick = (contract: ModelContract, window: number): number =>
  window - Math.max(1, contract.source.lag) * contract.windows.base_ms;

function upTo(view: LedgerView, from: number, holds: (entry: LedgerEntry) => boolean): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let seq = from + 1; ; seq += 1) {
    const entry = view.entries.get(seq);
    if (!entry || !holds(entry)) return entries;
    entries.push(entry);
  }
}

/**
 * The entries the report of a window carries: those the answering tick had folded, by its own count, so that the part
 * is a function of the log and not of reading speed. Before the first tick: what happened before any.
 */
export function ledgerPart(
  view: LedgerView,
  head: HeadState,
  contract: ModelContract,
  window: number,
): LedgerPart {
  const tick = answeringTick(contract, window);
  if (tick < head.first)
    return {
      ready: true,
      entries: upTo(view, head.ledger, ({ at }) => at === null),
      results: [],
      folded: null,
    };
  const folded = view.folded.get(tick);
  if (!folded)
    return { ready: false, waitsFor: `the controller to fold tick ${new Date(tick).toISOString()}` };
  return asOf(view, head, folded);
}

/** The part as of the newest folded tick before `window`: for live reports that waited long enough. */
export function overduePart(view: LedgerView, head: HeadState, window: number): LedgerPart & { ready: true } {
  const ticks = [...view.folded.keys()].filter((tick) => tick < window);
  const folded = view.folded.get(Math.max(...ticks));
  const part = folded && asOf(view, head, folded);
  return part?.ready ? part : { ready: true, entries: [], results: [], folded: null };
}

function asOf(view: LedgerView, head: HeadState, folded: Folded): LedgerPart {
  const entries = upTo(view, head.ledger, ({ seq }) => seq <= folded.ledger_seq);
  if (head.ledger + entries.length < folded.ledger_seq)
    return { ready: false, waitsFor: `ledger entry ${head.ledger + entries.length + 1}` };
  if (view.routes < folded.route_revision)
    return { ready: false, waitsFor: `route revision ${folded.route_revision}` };
  const tick = folded.window[0];
  return { ready: true, entries, results: resultsSince(view, head.examined, tick), folded: tick };
}

const resultsSince = ({ folded }: LedgerView, after: number, tick: number): ExaminationResult[] =>
  [...folded.keys()]
    .filter((told) => told > after && told <= tick)
    .sort((a, b) => a - b)
    .flatMap((told) => folded.get(told)?.results ?? []);
