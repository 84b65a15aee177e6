/** What the monitor must remember of a model between reports; everything else is read again. Times are ms. */
export interface HeadState {
  /** Start of the first window of the model: the earliest that holds an on-time answer. */
  readonly first: number;
  /** Start of the next window to report. */
  readonly next: number;
  /** Sequence of the last report; 0 before the first. */
  readonly seq: number;
  /** Counting plan whose policy was sent last; null before. */
  readonly policy: string | null;
  /** Highest route revision sent. */
  readonly route: number;
  /** Sequence of the last ledger entry sent. */
  readonly ledger: number;
  /** Last tick (window start) whose results of examinations were sent. */
  readonly examined: number;
  /** Arrival time up to which windows touched by late rows were counted again. */
  readonly corrected: number;
  /** Start of the first window whose feature pane the slow lane still has to fill. */
  readonly features: number;
}

/** The head before the first report of a model whose first window starts at `first`. */
export const firstHead = (first: number): HeadState => ({
  first,
  next: first,
  seq: 0,
  policy: null,
  route: 0,
  ledger: 0,
  examined: first - 1,
  corrected: first,
  features: first,
});

/** A head as it was stored; a member that came later starts as in a model without reports. */
export function headFrom(stored: unknown): HeadState {
  const head = stored as Pick<HeadState, 'first'> & Partial<HeadState>;
  return { ...firstHead(head.first), ...head };
}
