import { sampleRatioLevel, sampleRatioLogFactors } from '@checkride/statistics/contrast/sample-ratio';
import { spawningLogEvidence, updateSpawning } from '@checkride/statistics/contrast/spawning';
import { roundLog } from '@checkride/statistics/numerics/fixed';
import type { RouteRecord } from '../../release.js';
import { ALL_REGIONS, type AssignmentCell, type ContrastCell } from '../../report/cells.js';
import { observePlans, planFor, type PlannedShares } from './planned-shares.js';
import type { ReleaseState } from './release.js';

/** The sample ratio process of one stratum and epoch, and how many candidates there were of how many units. */
export interface SampleRatio {
  readonly windows: number;
  readonly logs: readonly number[];
  readonly units: number;
  readonly candidate: number;
}

/** How a release's traffic is divided, against its route; strata are `region@revision`. */
export interface Assignment {
  /** Release and start it belongs to; evidence of another one says nothing. */
  readonly of: string;
  readonly plans: PlannedShares;
  /** By `stratum|epoch`, of each region's newest revision. */
  readonly ratios: Readonly<Record<string, SampleRatio>>;
  /** Strata met so far: the error rate is split among them. */
  readonly strata: number;
  /** Units met, and units met in both roles, by stratum. */
  readonly both: Readonly<Record<string, readonly [units: number, both: number]>>;
  /** Strata that are not divided as planned: since when (start of window, ms), and windows in alarm. */
  readonly off: Readonly<Record<string, { readonly from: number; readonly windows: number }>>;
}

const LEAST_UNITS = 1_000;
const SHARE_IN_BOTH = 0.001;

/** Before any release. */
export const ASSIGNMENT_START: Assignment = {
  of: 'none',
  plans: {},
  ratios: {},
  strata: 0,
  both: {},
  off: {},
};

/** ln S at which a stratum is off its plan (judge §3.4). */
export const ratioLevel = ({ strata }: Assignment, alphaPause: number): number =>
  sampleRatioLevel(Math.max(1, strata), alphaPause);

/** Whether a stratum is in alarm now: its contrasts are no data. */
export const isUneven = ({ off }: Assignment, stratum: string): boolean => off[stratum] !== undefined;

/** Folds a window's routes and divisions of the release in flight; everything starts anew with another start of one. */
export function observeAssignment(
  before: Assignment,
  release: ReleaseState | null,
  report: {
    readonly routes: readonly RouteRecord[];
    readonly contrasts: readonly ContrastCell[];
    readonly assignments: readonly AssignmentCell[];
    readonly window: readonly [number, number];
  },
  alphaPause: number,
): Assignment {
  const plans = observePlans(before.plans, report.routes);
  if (!release) return { ...ASSIGNMENT_START, plans };
  const of = `${release.id}/${release.start}`;
  const state = before.of === of ? { ...before, plans } : { ...ASSIGNMENT_START, of, plans };
  const counted = countRatios(state, release.id, report.contrasts);
  const both = countBoth(
    state.both,
    report.assignments.filter((cell) => cell.release === release.id),
  );
  return withAlarms({ ...counted, both }, report.window[0], alphaPause);
}

function countRatios(state: Assignment, release: string, cells: readonly ContrastCell[]): Assignment {
  let { ratios, strata } = state;
  for (const { release: of, metric, segment, stratum, epoch, candidate, control } of cells) {
    if (of !== release || metric !== 'error' || segment !== 'all') continue;
    const [region, revision] = splitStratum(stratum);
    const plan = planFor(state.plans, revision, region);
    const units = candidate.n + control.n;
    const factors = sampleRatioLogFactors({ units, candidate: candidate.n }, plan);
    if (units === 0 || factors.length === 0) continue;
    const key = `${stratum}|${epoch}`;
    const known = ratios[key];
    if (!known) strata += 1;
    const { windows, logs } = updateSpawning(known ?? { windows: 0, logs: [] }, factors);
    ratios = {
      ...withoutOlder(ratios, region, revision),
      [key]: {
        windows,
        logs: logs.map(roundLog),
        units: (known?.units ?? 0) + units,
        candidate: (known?.candidate ?? 0) + candidate.n,
      },
    };
  }
  return { ...state, ratios, strata };
}

/** Region and route revision of a stratum. */
export const splitStratum = (stratum: string): [region: string, revision: number] => {
  const at = stratum.lastIndexOf('@');
  return [stratum.slice(0, at), Number(stratum.slice(at + 1))];
};

/** A region's strata of earlier routes get no more units. */
const withoutOlder = <T>(
  byStratum: Readonly<Record<string, T>>,
  region: string,
  revision: number,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(byStratum).filter(([key]) => {
      const [of, at] = splitStratum(key.split('|', 1)[0] ?? '');
      return of !== region || at >= revision;
    }),
  );

function countBoth(before: Assignment['both'], cells: readonly AssignmentCell[]): Assignment['both'] {
  let both = before;
  for (const cell of cells) {
    const [region, revision] = splitStratum(cell.stratum);
    for (const stratum of new Set([cell.stratum, `${ALL_REGIONS}@${revision}`])) {
      const of = splitStratum(stratum)[0];
      const [units, met] = both[stratum] ?? (of === ALL_REGIONS ? unfinished(both) : NONE_MET);
      both = {
        ...withoutOlder(both, of === ALL_REGIONS ? ALL_REGIONS : region, revision),
        [stratum]: [units + cell.candidate + cell.control, met + cell.both],
      };
    }
  }
  return both;
}

const NONE_MET = [0, 0] as const;

/** Units are new once an epoch, not once a route: while they are too few to tell, those of the route before count on. */
const unfinished = (both: Assignment['both']): readonly [units: number, both: number] =>
  Object.entries(both).find(
    ([stratum, [units]]) => splitStratum(stratum)[0] === ALL_REGIONS && units < LEAST_UNITS,
  )?.[1] ?? NONE_MET;

/** Whether enough units of a stratum were met in both roles to say that the division is not kept. */
const flips = ([units, both]: readonly [number, number]): boolean =>
  units >= LEAST_UNITS && both >= SHARE_IN_BOTH * units;

function withAlarms(state: Assignment, from: number, alphaPause: number): Assignment {
  const level = ratioLevel(state, alphaPause);
  const alarmed = new Set<string>();
  for (const [key, ratio] of Object.entries(state.ratios)) {
    const stratum = key.split('|', 1)[0] ?? '';
    const evidence = spawningLogEvidence(ratio);
    const stands = isUneven(state, stratum) && evidence >= level - Math.LN2;
    if (evidence >= level || stands) alarmed.add(stratum);
  }
  for (const [stratum, counts] of Object.entries(state.both)) if (flips(counts)) alarmed.add(stratum);
  const off = [...alarmed].sort().map((stratum) => {
    const known = state.off[stratum];
    return [stratum, { from: known?.from ?? from, windows: (known?.windows ?? 0) + 1 }] as const;
  });
  return { ...state, off: Object.fromEntries(off) };
}
