/** Outcomes a simulated answer may have; `k` of a contrast counts the bad ones. Bit i of `bad` is METRICS[i]. */
export const METRICS = ['error', 'latency', 'matured_loss', 'kpi.conversion'] as const;

/** Windows after the last possible arrival until each outcome is final: 10 minutes, labels, the KPI's own. */
export const FINAL_AFTER = [0, 0, 6, 12] as const;

/** Regions of the simulated traffic. */
export const REGIONS = ['east', 'north', 'west'] as const;

/** Windows (hours) of a simulated release and of an epoch: three epochs. */
export const WINDOWS = 72;
/** Windows of an epoch. */
export const EPOCH_WINDOWS = 24;

/** What differs between roles, and over time: one way traffic may be without anything being wrong with the candidate. */
export interface TrafficProcess {
  readonly name: string;
  readonly units: number;
  /** Mean answers of window t. */
  readonly visits: (window: number) => number;
  /** The candidate's share of a region's units at a moment (in windows). Each new share is a new route revision. */
  readonly share: (region: number, moment: number) => number;
  /** Moments at which the shares change, ascending; one inside a window makes that window mixed. */
  readonly steps: readonly number[];
  /** Factor on the odds of a bad outcome, by region and moment. */
  readonly burden: (region: number, moment: number) => number;
  /** Share of units that are unlucky for ever, and their odds of each bad outcome; they are the heaviest users. */
  readonly unlucky: { readonly share: number; readonly odds: number };
  /** Odds ratio of the candidate in a window, `target` being the one under test and `margin` the metric's. */
  readonly odds: (window: number, target: number, margin: number) => number;
  /** Deliveries of every answer. */
  readonly copies: number;
  /** Share of answers that arrive one or two windows late, by role and outcome. */
  readonly late: (candidate: boolean, failed: boolean) => number;
}

const STEADY: Omit<TrafficProcess, 'name'> = {
  units: 4000,
  visits: () => 300,
  share: (_, moment) => (moment < 24 ? 0.1 : moment < 48 ? 0.3 : 0.5),
  steps: [24.5, 48.5],
  burden: () => 1,
  unlucky: { share: 0, odds: 1 },
  odds: (_, target) => target,
  copies: 1,
  late: () => 0,
};

const peak = (moment: number): boolean => moment % 24 >= 0.5 && moment % 24 < 12.5;

/** The seven A/A processes of judge §4: everything that has fooled a monitor, and nothing that is the candidate's fault. */
export const PROCESSES: readonly TrafficProcess[] = [
  { ...STEADY, name: 'stationary' },
  {
    ...STEADY,
    name: 'seasonal',
    units: 8000,
    // The share is raised as the morning begins, and mornings are eight times as bad as nights.
    visits: (window) => (window % 24 < 13 ? 1000 : 150),
    steps: [24.5, 48.5],
    share: (_, moment) => (moment < 24.5 ? 0.05 : moment < 48.5 ? 0.4 : 0.7),
    burden: (_, moment) => (peak(moment) ? 8 : 1),
  },
  {
    ...STEADY,
    name: 'cold candidate within margin',
    odds: (window, target, margin) => (window < 12 ? margin : target),
  },
  {
    ...STEADY,
    name: 'sticky unlucky units',
    visits: () => 900,
    unlucky: { share: 0.01, odds: 9 },
  },
  {
    ...STEADY,
    name: 'region-skewed candidate',
    share: (region, moment) => [0.5, 0.1, 0.05][region]! * (moment < 24.5 ? 1 : 1.5),
    steps: [24.5],
    burden: (region) => [6, 2, 1][region]!,
  },
  { ...STEADY, name: 'duplicates ×2', copies: 2 },
  {
    ...STEADY,
    name: 'late answers by role',
    // The control's failures are slow to be told, as timeouts are; the candidate's come at once.
    late: (candidate, failed) => (candidate ? 0.05 : failed ? 0.8 : 0.05),
  },
];

/** The process of a name. */
export function processNamed(name: string): TrafficProcess {
  const found = PROCESSES.find((process) => process.name === name);
  if (!found) throw new RangeError(`no process ${name}`);
  return found;
}

/** Odds of each bad outcome of an ordinary unit under no burden. */
export const BASE_ODDS = [0.04, 0.05, 0.18, 2] as const;
