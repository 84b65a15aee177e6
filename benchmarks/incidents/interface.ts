/** How much traffic an episode carries. */
export type TrafficLevel = 'low' | 'medium' | 'high';

/** A kind of incident: everything random about an episode follows from its seed. */
export interface IncidentGenerator {
  readonly name: string;
  create(seed: number, traffic: TrafficLevel, options?: { readonly warmupDays?: number }): Episode;
}

/** A world with a model in it, told minute by minute, that reacts to what is done. Times are ms since the epoch. */
export interface Episode {
  /** As a user writes it, defaults left out; no base rates. */
  readonly contract: unknown;
  /** Registered artifacts by version (ONNX); may be empty. */
  readonly artifacts: Readonly<Record<string, Uint8Array>>;
  readonly start: number;
  /** Length in minutes, warm-up included. */
  readonly minutes: number;
  /** Empty: nothing is wrong in this episode. */
  readonly incidents: readonly Incident[];
  /** All records with `arrivesAt` in [start + index·60 000, + 60 000); called once a minute, in order. */
  minute(index: number, world: World): readonly SimRecord[];
  /** Lost units of this minute by incident; absent: `harmPerMinute` from onset until resolved. */
  harm?(index: number, world: World): readonly number[];
  /** What training on a range gives, `at` (ms) being when it ends; absent: a sound version r1, r2, … */
  train?(order: TrainingOrder): TrainedVersion;
}

/** A training job of an episode. */
export interface TrainingOrder {
  readonly from: number;
  readonly until: number;
  readonly quarantined: readonly (readonly [number, number])[];
  readonly at: number;
}

/** What a training job made; `gates` are its figures by name, absent ones pass. */
export interface TrainedVersion {
  readonly version: string;
  readonly gates?: Readonly<Record<string, number>>;
  readonly artifact?: Uint8Array;
}

/** Something that goes wrong; `onset` and `deadline` are minute indices, the deadline inclusive. */
export interface Incident {
  readonly onset: number;
  readonly deadline: number;
  /** Minutes below which nobody can know, when it follows from declared rates. */
  readonly floor?: number;
  /** Acceptable vectors, any one of them. */
  readonly accept: readonly Accept[];
  /** Units lost per minute until it is resolved, declared before any policy is seen. */
  readonly harmPerMinute: number;
}

/** The axes of a verdict. */
export type AxisName = 'traffic' | 'data' | 'model' | 'people';

/** An acceptable vector; an axis it does not name is free. */
export type Accept = {
  readonly [axis in AxisName]?: {
    readonly do: string;
    readonly scope?: string | readonly string[];
    readonly to?: string;
  };
};

/** What was done so far, as an episode sees it. */
export interface World {
  /** Region → version → share; a region absent here follows the episode's own plan. */
  readonly shares: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Whether the episode's own ramp stands still. */
  readonly paused: boolean;
  readonly quarantined: readonly (readonly [number, number])[];
  readonly retrained: readonly Retrained[];
}

/** A version training has made; times in ms. */
export interface Retrained {
  readonly version: string;
  readonly trainedFrom: number;
  readonly trainedUntil: number;
  readonly at: number;
}

/** One record of an episode; `value` has the field names of the wire. */
export interface SimRecord {
  readonly topic: 'predictions' | 'labels' | 'outcomes' | 'exposures' | 'changes' | 'probes';
  readonly arrivesAt: number;
  readonly value: object;
}
