import type { Draws } from '../support/draws.js';
import { BASE_ODDS, METRICS, REGIONS, type TrafficProcess } from './process.js';

/** The answers of one window in the order of their event times; arrays are reused from window to window. */
export interface Answers {
  count: number;
  readonly unit: Int32Array;
  readonly candidate: Uint8Array;
  readonly region: Uint8Array;
  readonly revision: Uint8Array;
  /** Bit i: bad in METRICS[i]. */
  readonly bad: Uint8Array;
  /** Windows between the answer's own and the one it arrives in. */
  readonly lateBy: Uint8Array;
}

const MOST = 8192;
const HEAVY = 2;

const noAnswers = (): Answers => ({
  count: 0,
  unit: new Int32Array(MOST),
  candidate: new Uint8Array(MOST),
  region: new Uint8Array(MOST),
  revision: new Uint8Array(MOST),
  bad: new Uint8Array(MOST),
  lateBy: new Uint8Array(MOST),
});

/** One release's traffic: units are assigned once by lot, come back as they like, and keep their luck. */
export class SimulatedTraffic {
  private readonly answers = noAnswers();
  private readonly lot: Float64Array;
  private readonly session: Int32Array;
  private readonly sessionBad: Uint8Array;
  private readonly unlucky: number;

  constructor(
    private readonly process: TrafficProcess,
    private readonly draws: Draws,
    /** Odds ratio of the candidate under test, and the margin, by metric. */
    private readonly target: readonly number[],
    private readonly margin: readonly number[],
  ) {
    this.lot = Float64Array.from({ length: process.units }, () => draws.uniform());
    this.session = new Int32Array(process.units).fill(-1);
    this.sessionBad = new Uint8Array(process.units);
    this.unlucky = Math.round(process.units * process.unlucky.share);
  }

  /** The answers of window `window`; valid until the next call. */
  window(window: number): Answers {
    const { process, draws, answers } = this;
    const visits = Math.min(draws.poisson(process.visits(window)), Math.floor(MOST / process.copies));
    answers.count = 0;
    for (let visit = 0; visit < visits; visit++) {
      const moment = window + (visit + draws.uniform()) / visits;
      const unit = Math.floor(process.units * draws.uniform() ** HEAVY);
      const region = unit % REGIONS.length;
      let revision = 2;
      for (const step of process.steps) if (step <= moment) revision += 1;
      const candidate = this.lot[unit]! < process.share(region, moment);
      const bad = this.outcome(unit, region, candidate, window, moment);
      const late = draws.uniform() < process.late(candidate, (bad & 1) === 1);
      const lateBy = late ? 1 + Math.floor(2 * draws.uniform()) : 0;
      for (let copy = 0; copy < process.copies; copy++) {
        const at = answers.count++;
        answers.unit[at] = unit;
        answers.candidate[at] = candidate ? 1 : 0;
        answers.region[at] = region;
        answers.revision[at] = revision;
        answers.bad[at] = bad;
        answers.lateBy[at] = lateBy;
      }
    }
    return answers;
  }

  /** What a unit's session comes to: drawn at its first answer of the window, the same for the others. */
  private outcome(unit: number, region: number, candidate: boolean, window: number, moment: number): number {
    if (this.session[unit] === window) return this.sessionBad[unit]!;
    const { process, draws } = this;
    const burden = process.burden(region, moment);
    let bad = 0;
    for (let metric = 0; metric < METRICS.length; metric++) {
      const own = unit < this.unlucky ? process.unlucky.odds : BASE_ODDS[metric]! * burden;
      const ratio = candidate ? process.odds(window, this.target[metric]!, this.margin[metric]!) : 1;
      const odds = own * ratio;
      if (draws.uniform() * (1 + odds) < odds) bad |= 1 << metric;
    }
    this.session[unit] = window;
    this.sessionBad[unit] = bad;
    return bad;
  }
}
