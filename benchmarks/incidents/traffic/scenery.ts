import type { TrafficLevel } from '../interface.js';
import { Population } from './population.js';
import { Random } from './random.js';
import { Season } from './season.js';

const DAY_MINUTES = 1_440;
/** Answers of an episode, warm-up included. */
const ROWS: Readonly<Record<TrafficLevel, number>> = { low: 4_000, medium: 40_000, high: 200_000 };
const DAYS = { serving: 2, label: 28 } as const;
const WARMUP_DAYS = 15;
const BASE = { serving: '5m', label: '1h' } as const;
/** A Monday, midnight UTC. */
const START = Date.UTC(2026, 0, 5);

/** What an episode is about: answers within minutes over two days, or truth that takes days over four weeks. */
export type Pace = 'serving' | 'label';

/** Where and to whom an episode happens; drawn from its seed alone, so that every policy meets the same. */
export interface Scenery {
  readonly model: string;
  readonly pace: Pace;
  readonly random: Random;
  readonly start: number;
  readonly minutes: number;
  /** Minutes at the start in which nothing goes wrong. */
  readonly warmup: number;
  readonly base: string;
  readonly baseMinutes: number;
  readonly perMinute: number;
  readonly season: Season;
  readonly regions: readonly string[];
  readonly population: Population;
  readonly byUnit: boolean;
  readonly duplicates: number;
  /** How long truth takes: the median, and the age at which all of it is there, minutes. */
  readonly labelDelay: number;
  readonly labelsBy: number;
}

/** What a generator may fix of it. */
export interface SceneryOptions {
  readonly pace: Pace;
  readonly traffic: TrafficLevel;
  readonly warmupDays?: number | undefined;
  readonly amplitude?: number;
  readonly byUnit?: boolean;
  /** Values of the second segment, each as often as it stands here. */
  readonly tiers?: readonly string[];
  /** Days after which all labels are there. */
  readonly labelDays?: number;
}

const REGIONS = ['eu', 'us', 'ap', 'sa'] as const;

/** Draws the scenery of a seed. */
export function drawScenery(name: string, seed: number, options: SceneryOptions): Scenery {
  const { pace, traffic } = options;
  const random = new Random(seed, streamOf(name));
  // Profiles freeze in a warm-up, which only truth that takes days needs.
  const warmupDays = pace === 'label' ? (options.warmupDays ?? WARMUP_DAYS) : 0;
  const days = DAYS[pace] + (pace === 'label' ? warmupDays - WARMUP_DAYS : 0);
  const perMinute = ROWS[traffic] / (DAYS[pace] * DAY_MINUTES);
  const minutes = days * DAY_MINUTES;
  const amplitude = options.amplitude ?? random.between(0, 0.6);
  const regions = REGIONS.slice(0, random.whole(2, 4));
  const size = Math.round(Math.max(400, ROWS[traffic] / random.between(4, 12)));
  return {
    model: name,
    pace,
    random,
    start: START,
    minutes,
    warmup: warmupDays * DAY_MINUTES,
    base: BASE[pace],
    baseMinutes: pace === 'serving' ? 5 : 60,
    perMinute,
    season: new Season(new Random(seed, 7), perMinute, amplitude),
    regions,
    population: new Population(random, { size, regions, tiers: options.tiers ?? ['basic', 'plus', 'pro'] }),
    byUnit: options.byUnit ?? random.chance(0.5),
    duplicates: random.between(0, 0.03),
    labelDelay: pace === 'serving' ? 10 : (options.labelDays ?? 0.5) * random.between(120, 480),
    labelsBy: pace === 'serving' ? 60 : (options.labelDays ?? 0.5) * DAY_MINUTES,
  };
}

/** A number of its own for each generator's name, so that equal seeds do not mean equal episodes. */
function streamOf(name: string): number {
  let hash = 17;
  for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return hash;
}

/** A minute for an onset: U(10–80 %) of what comes after the warm-up, on a whole minute. */
export const drawOnset = ({ random, minutes, warmup }: Scenery): number =>
  warmup + Math.floor((minutes - warmup) * random.between(0.1, 0.8));
