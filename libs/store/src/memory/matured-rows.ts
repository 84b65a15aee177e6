import { cohortEnd, dueAt, HOUR_MS, type ReadyPlan } from './plan.js';
import type { ModelTables } from './model-tables.js';
import type { StoredLabel, StoredOutcome, StoredPrediction } from './stored-rows.js';

/** What is told of an answer, and when it was observed (ms). */
type Heard = Pick<StoredLabel, 'value' | 'class' | 'observedAt'>;

/** An answer beside the truth that was known of it when its cohort was due; losses in fixed point 1e9. */
export interface MaturedRow {
  readonly row: StoredPrediction;
  readonly hour: number;
  /** The label that came, if one did. */
  readonly heard: Heard | null;
  /** Whether its truth is known: with labels of positives only, silence is a negative. */
  readonly labelled: boolean;
  readonly positive: boolean;
  /** Whether the answer was wrong; null without truth and where a task has no measure of it. */
  readonly wrong: boolean | null;
  readonly loss: number;
  readonly logLoss: number;
}

const FIXED = 1e9;
const LEAST = 1e-15;

/** The truth, or the early proxy of it that the contract names. */
export type Teller = 'truth' | 'proxy';

/** Visits the answers of the hours in [from, until) beside the newest word of a teller that came before due. */
export function eachMatured(
  tables: ModelTables,
  ready: ReadyPlan,
  range: readonly [number, number],
  teller: Teller,
  visit: (matured: MaturedRow) => void,
): void {
  for (const matured of maturedRows(tables, ready, range, teller)) visit(matured);
}

/** Panes and contrasts ask for the same hours one after the other: the last ones joined are kept while no row is added. */
function maturedRows(
  tables: ModelTables,
  ready: ReadyPlan,
  [from, until]: readonly [number, number],
  teller: Teller,
): readonly MaturedRow[] {
  const { plan } = ready;
  const key = `${plan.grid}/${from}/${until}/${teller}/${tables.added}`;
  if (tables.joined?.key === key) return tables.joined.rows;
  const age = teller === 'truth' ? plan.mature_ms : plan.proxy_ms;
  const proxies = teller === 'proxy' ? proxiesOf(tables, plan.proxy, from, until) : undefined;
  const rows: MaturedRow[] = [];
  tables.eachOnTime(from, until, plan.base_ms, (row) => {
    if (row.status !== 'ok' || (row.score !== row.score && row.class === '')) return;
    const hour = Math.floor(row.eventTime / HOUR_MS) * HOUR_MS;
    const due = dueAt(plan, cohortEnd(plan, hour) + age);
    const heard = proxies
      ? newestProxy(proxies.get(row.id), hour, due)
      : newest(tables.labels.get(row.id), hour, due);
    const silence = proxies || !plan.positive_only ? null : SILENCE;
    rows.push(judged(ready, row, hour, heard, silence));
  });
  tables.joined = { key, rows };
  return rows;
}

function newest(labels: readonly StoredLabel[] | undefined, hour: number, due: number): StoredLabel | null {
  let best: StoredLabel | null = null;
  for (const label of labels ?? [])
    if (label.hour === hour && label.appendedAt < due && (!best || label.revision > best.revision))
      best = label;
  return best;
}

const PROXY_REACH_MS = 40 * 24 * HOUR_MS;

/** Outcomes of a name by the prediction they belong to. */
function proxiesOf(
  tables: ModelTables,
  proxy: string,
  from: number,
  until: number,
): ReadonlyMap<string, readonly StoredOutcome[]> {
  const found = new Map<string, StoredOutcome[]>();
  for (const outcome of tables.outcomesOf(proxy, from, until + PROXY_REACH_MS)) {
    if (outcome.prediction === null) continue;
    const there = found.get(outcome.prediction);
    if (there) there.push(outcome);
    else found.set(outcome.prediction, [outcome]);
  }
  return found;
}

function newestProxy(
  outcomes: readonly StoredOutcome[] | undefined,
  hour: number,
  due: number,
): Heard | null {
  const told = (outcomes ?? [])
    .filter(({ appendedAt, eventTime }) => appendedAt < due && eventTime >= hour)
    .filter(({ eventTime }) => eventTime < hour + PROXY_REACH_MS)
    .sort((a, b) => a.eventTime - b.eventTime || a.value - b.value)
    .at(-1);
  return told ? { value: told.value, class: '', observedAt: told.eventTime } : null;
}

/** What silence says where only positives are labelled. */
const SILENCE = { value: 0, class: '' };

function judged(
  { plan }: ReadyPlan,
  row: StoredPrediction,
  hour: number,
  heard: Heard | null,
  silence: Pick<Heard, 'value' | 'class'> | null,
): MaturedRow {
  const truth = heard ?? silence;
  if (!truth) return { row, hour, heard, labelled: false, positive: false, wrong: null, loss: 0, logLoss: 0 };
  const positive = truth.class === '' ? truth.value >= 0.5 : truth.class === '1' || truth.class === 'true';
  const { score } = row;
  if (plan.task === 'binary') {
    const likelihood = Math.max(LEAST, Math.min(1 - LEAST, positive ? score : 1 - score));
    return {
      row,
      hour,
      heard,
      labelled: true,
      positive,
      wrong: score >= plan.threshold !== positive,
      loss: Math.round((score - (positive ? 1 : 0)) ** 2 * FIXED),
      logLoss: Math.round(-Math.log(likelihood) * FIXED),
    };
  }
  if (plan.task === 'multiclass') {
    const wrong = row.class !== (truth.class === '' ? String(truth.value) : truth.class);
    return { row, hour, heard, labelled: true, positive, wrong, loss: wrong ? FIXED : 0, logLoss: 0 };
  }
  const off = Math.min(1, Math.abs(score - truth.value) / (plan.score_high - plan.score_low));
  const loss = Math.round(off * FIXED);
  const wrong = plan.wrong_above <= 1 ? loss > plan.wrong_above * FIXED : null;
  return { row, hour, heard, labelled: true, positive, wrong, loss, logLoss: 0 };
}
