import type { Random } from './random.js';

const DAY_MINUTES = 1_440;
const PERSISTENCE = 0.98;
const NOISE = 0.03;

/** Answers a minute: a mean with a day, a weekend and a slow random swing (AR(1) in the logarithm). */
export class Season {
  private swing = 0;

  constructor(
    private readonly random: Random,
    private readonly perMinute: number,
    /** Depth of the daily wave, in [0, 1). */
    private readonly amplitude: number,
    /** Minutes since midnight UTC of a Monday at minute 0. */
    private readonly offset = 0,
  ) {}

  /** Mean number of answers in the minutes to come, asked once a minute in order. */
  rate(minute: number): number {
    this.swing = PERSISTENCE * this.swing + NOISE * this.random.normal();
    const at = minute + this.offset;
    const day = 1 - this.amplitude * Math.cos((2 * Math.PI * (at % DAY_MINUTES)) / DAY_MINUTES);
    const weekend = Math.floor(at / DAY_MINUTES) % 7 >= 5 ? 1 - this.amplitude / 3 : 1;
    return this.perMinute * day * weekend * Math.exp(this.swing);
  }
}
