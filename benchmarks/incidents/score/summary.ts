import { Random } from '../traffic/random.js';
import type { EpisodeResult } from '../runs/result.js';
import type { IncidentScore } from './score-episode.js';

const RESAMPLES = 500;
/** Decidable episodes below which a type is not scored. */
const LEAST_SCORED = 15;

/** Figures of one type, or of all, under one policy. */
export interface Summary {
  readonly name: string;
  readonly policy: string;
  readonly episodes: number;
  readonly decidable: number;
  /** Share of right ones among decidable incidents and incident-free episodes; null without any. */
  readonly accuracy: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  readonly scored: boolean;
  readonly scopeAccuracy: number | null;
  readonly undecidable: number;
  readonly undecidableWrong: number;
  readonly falseActions: number;
  readonly quietDays: number;
  readonly releases: number;
  /** Regret per 1 000 model-days. */
  readonly regret: number;
  /** Median of delay ÷ floor*. */
  readonly delay: number | null;
  readonly abstained: number;
}

/** Right or wrong of each thing an episode is asked; an incident-free one is right when nothing was done. */
const verdictsOf = (result: EpisodeResult): boolean[] =>
  result.incidents.length === 0
    ? [result.falseActions.length === 0]
    : result.incidents.filter(({ decidable }) => decidable).map(({ right }) => right);

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Cluster bootstrap over episodes, 95 % by percentiles, from a fixed seed. */
function bootstrap(clusters: readonly (readonly boolean[])[]): readonly [number, number] | null {
  const all = clusters.filter(({ length }) => length > 0);
  if (all.length < 2) return null;
  const random = new Random(1);
  const means = Array.from({ length: RESAMPLES }, () => {
    let [right, n] = [0, 0];
    for (let i = 0; i < all.length; i += 1)
      for (const one of random.pick(all)) {
        n += 1;
        if (one) right += 1;
      }
    return right / n;
  }).sort((a, b) => a - b);
  return [means[Math.floor(RESAMPLES * 0.025)]!, means[Math.floor(RESAMPLES * 0.975)]!];
}

/** Sums the results of one policy. */
export function summarise(name: string, policy: string, results: readonly EpisodeResult[]): Summary {
  const clusters = results.map(verdictsOf);
  const incidents = results.flatMap((result): readonly IncidentScore[] => result.incidents);
  const undecidable = incidents.filter(({ decidable }) => !decidable);
  const scopes = incidents.flatMap(({ decidable, scope }) => (decidable && scope !== null ? [scope] : []));
  const delays = incidents
    .flatMap(({ decidable, right, delay, floorStar }) =>
      decidable && right && delay !== null && floorStar !== null ? [delay / floorStar] : [],
    )
    .sort((a, b) => a - b);
  const days = results.reduce((sum, { days: of }) => sum + of, 0);
  const decidable = clusters.flat().length;
  return {
    name,
    policy,
    episodes: results.length,
    decidable,
    accuracy: mean(clusters.flat().map(Number)),
    interval: bootstrap(clusters),
    scored: decidable >= LEAST_SCORED,
    scopeAccuracy: mean(scopes.map(Number)),
    undecidable: undecidable.length,
    undecidableWrong: undecidable.filter(({ right, abstained }) => !right && !abstained).length,
    falseActions: results.reduce((sum, { falseActions }) => sum + falseActions.length, 0),
    quietDays: results.reduce((sum, { quietDays }) => sum + quietDays, 0),
    releases: results.reduce((sum, { releases }) => sum + releases, 0),
    regret: days === 0 ? 0 : (results.reduce((sum, { regret }) => sum + regret, 0) / days) * 1_000,
    delay: delays[Math.floor(delays.length / 2)] ?? null,
    abstained: incidents.filter((one) => one.decidable && one.abstained).length,
  };
}
