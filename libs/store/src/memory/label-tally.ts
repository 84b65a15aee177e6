import type { CohortRow } from '../queries/read-cohorts.query.js';
import type { MaturedRow } from './matured-rows.js';
import { HOUR_MS, type PanePlan } from './plan.js';

const BATCHES = 8;
const BINS = 20;
const FINE_BINS = 200;

const MOST_HOURS = 65_535;

const add = (counts: Map<number, number>, key: number, n: number): void =>
  void counts.set(key, (counts.get(key) ?? 0) + n);

const zeros = (length: number): number[] => new Array<number>(length).fill(0);

/** Matured truth of one hour, version and region, being added to. */
export class LabelTally {
  n = 0;
  labelled = 0;
  positives = 0;
  tp = 0;
  fp = 0;
  fn = 0;
  tn = 0;
  log_loss = 0;
  brier = 0;
  /** Newest route revision its rows name. */
  revision = 0;
  readonly batch_n = zeros(BATCHES);
  readonly batch_loss = zeros(BATCHES);
  readonly bin_n = zeros(BINS);
  readonly bin_loss = zeros(BINS);
  readonly score_positives = zeros(FINE_BINS);
  readonly score_negatives = zeros(FINE_BINS);
  private readonly delays = new Map<number, number>();
  private readonly delayPositives = new Map<number, number>();
  private readonly delayLosses = new Map<number, number>();
  private readonly revisions = new Map<number, number>();

  add(matured: MaturedRow, plan: PanePlan): void {
    const { row, heard, labelled, positive, wrong, loss, logLoss } = matured;
    this.n += 1;
    this.revision = Math.max(this.revision, row.revision);
    add(this.revisions, row.revision, 1);
    if (heard) this.hear(matured, heard.observedAt);
    if (!labelled) return;
    this.labelled += 1;
    if (positive) this.positives += 1;
    if (plan.task === 'multiclass') this[wrong ? 'fp' : 'tp'] += 1;
    else if (wrong !== null) this[CONFUSION[`${positive}/${wrong}`]] += 1;
    this.log_loss += logLoss;
    this.brier += loss;
    this.batch_n[row.batch]! += 1;
    this.batch_loss[row.batch]! += loss;
    const place = (score: number): number => (score - plan.score_low) / (plan.score_high - plan.score_low);
    if (row.certainty === row.certainty) {
      const bin = binOf(place(row.certainty), BINS);
      this.bin_n[bin]! += 1;
      this.bin_loss[bin]! += loss;
    }
    if (row.score === row.score)
      (positive ? this.score_positives : this.score_negatives)[binOf(place(row.score), FINE_BINS)]! += 1;
  }

  /** A label that came, by its age in whole hours when it was observed. */
  private hear({ hour, positive, loss }: MaturedRow, observedAt: number): void {
    const age = Math.floor(observedAt / HOUR_MS) - hour / HOUR_MS;
    const delay = Math.max(0, Math.min(MOST_HOURS, age));
    add(this.delays, delay, 1);
    if (positive) add(this.delayPositives, delay, 1);
    add(this.delayLosses, delay, loss);
  }

  /** The pane as it is read. */
  row(of: Pick<CohortRow, 'model' | 'hour' | 'version' | 'role' | 'region'>): CohortRow {
    const { n, labelled, positives, tp, fp, fn, tn, log_loss, brier } = this;
    const { batch_n, batch_loss, bin_n, bin_loss, score_positives, score_negatives } = this;
    return {
      ...of,
      ...{ n, labelled, positives, tp, fp, fn, tn, log_loss, brier },
      ...{ batch_n, batch_loss, bin_n, bin_loss, score_positives, score_negatives },
      delays: Object.fromEntries(this.delays),
      delay_positives: Object.fromEntries(this.delayPositives),
      delay_losses: Object.fromEntries(this.delayLosses),
      revisions: Object.fromEntries(this.revisions),
    };
  }
}

const CONFUSION = {
  'true/false': 'tp',
  'true/true': 'fn',
  'false/false': 'tn',
  'false/true': 'fp',
} as const;

const binOf = (place: number, bins: number): number =>
  Math.max(0, Math.min(bins - 1, Math.floor(bins * place)));
