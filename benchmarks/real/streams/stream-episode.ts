import type { Episode, SimRecord, TrainedVersion, TrainingOrder, World } from '../../incidents/interface.js';
import { place } from '../data/place.js';
import { fitAdditive, type AdditiveModel } from '../model/additive-logistic.js';
import { streamContract } from './contract.js';
import type { Stream, StreamRow } from './stream.js';

const MINUTE_MS = 60_000;
const FIRST = 'v1';

/** A stream of real rows as an episode: versions really answer, and training really fits the rows it is given. */
export class StreamEpisode implements Episode {
  readonly contract: unknown;
  readonly artifacts: Readonly<Record<string, Uint8Array>>;
  readonly start: number;
  readonly minutes: number;
  readonly incidents = [];
  /** The answer to each row, NaN before it is asked about. */
  readonly scores: Float64Array;
  /** Labelled rows of each training, in their order. */
  readonly trainings: number[] = [];
  private readonly models = new Map<string, AdditiveModel>();
  private readonly byLabel: readonly number[];
  private asked = 0;
  private told = 0;

  constructor(private readonly stream: Stream) {
    const { rows, history, columns, start, until } = stream;
    this.contract = streamContract(stream);
    this.start = start;
    this.minutes = Math.ceil((until - start) / MINUTE_MS) + 1_440;
    this.scores = new Float64Array(rows.length).fill(NaN);
    const first = fitAdditive(columns, history);
    this.models.set(FIRST, first);
    this.artifacts = { [FIRST]: bytesOf(first) };
    this.byLabel = rows.map((_, i) => i).sort((a, b) => rows[a]!.labelledAt - rows[b]!.labelledAt || a - b);
  }

  minute(index: number, world: World): readonly SimRecord[] {
    const end = this.start + (index + 1) * MINUTE_MS;
    const { rows } = this.stream;
    const records: SimRecord[] = [];
    for (; this.asked < rows.length && rows[this.asked]!.time < end; this.asked += 1)
      records.push(this.answer(this.asked, rows[this.asked]!, world));
    for (; this.told < rows.length; this.told += 1) {
      const at = this.byLabel[this.told]!;
      if (rows[at]!.labelledAt >= end) break;
      records.push(this.label(at, rows[at]!));
    }
    return records;
  }

  /** Fits the labelled rows of the range that no quarantine holds; too few of them fail the gate `rows`. */
  train({ from, until, quarantined, at }: TrainingOrder): TrainedVersion {
    const { history, rows, columns } = this.stream;
    const usable = ({ time, labelledAt }: StreamRow): boolean =>
      time >= from &&
      time < until &&
      labelledAt <= at &&
      !quarantined.some(([first, last]) => time >= first && time < last);
    const examples = [...history, ...rows].filter(usable);
    this.trainings.push(examples.length);
    const version = `r${this.trainings.length}`;
    const model = fitAdditive(columns, examples);
    this.models.set(version, model);
    return { version, gates: { rows: examples.length }, artifact: bytesOf(model) };
  }

  private answer(at: number, { time, cells }: StreamRow, world: World): SimRecord {
    const version = versionFor(place(at, 1), world);
    const score = this.models.get(version)!.score(cells);
    this.scores[at] = score;
    const { name, columns } = this.stream;
    const value = {
      prediction_id: `${name}-${at}`,
      model: name,
      version,
      arm: 'live',
      event_time: time,
      features: Object.fromEntries(columns.map((column, i) => [column.name, cells[i] ?? null])),
      prediction: { score },
      latency_ms: 20,
      status: 'ok',
    };
    return { topic: 'predictions', arrivesAt: time, value };
  }

  private label(at: number, { time, labelledAt, truth }: StreamRow): SimRecord {
    const { name } = this.stream;
    const told = { predicted_at: time, value: truth, observed_at: labelledAt, revision: 0, source: 'truth' };
    return {
      topic: 'labels',
      arrivesAt: labelledAt,
      value: { prediction_id: `${name}-${at}`, model: name, ...told },
    };
  }
}

/** The version a place in [0, 1) falls to: where nothing was decided yet, the first. */
export function versionFor(where: number, { shares }: World): string {
  let upTo = 0;
  let last = FIRST;
  for (const [version, share] of Object.entries(shares['all'] ?? {})) {
    if (share <= 0) continue;
    last = version;
    upTo += share;
    if (where < upTo) return version;
  }
  return last;
}

const bytesOf = ({ weights }: AdditiveModel): Uint8Array => new Uint8Array(weights.slice().buffer);
