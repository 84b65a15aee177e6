/** Names of a release's streams, known and frozen at its start. */
export interface StreamGroups {
  readonly core: readonly string[];
  readonly inputChecks: readonly string[];
  readonly segments: readonly string[];
}

/** A stream and its frozen share of the error rate. */
export interface StreamWeight {
  readonly stream: string;
  readonly weight: number;
}

/** Shares of the three groups of streams: core, input checks, core × segment values (judge §3.1). */
export const GROUP_WEIGHTS = { core: 1 / 4, inputChecks: 1 / 4, segments: 1 / 2 } as const;

/** Splits each group's share equally; the share of an empty group stays unspent, so the sum never exceeds one. */
export function streamWeights(groups: StreamGroups): StreamWeight[] {
  const share = (streams: readonly string[], whole: number) =>
    streams.map((stream) => ({ stream, weight: whole / streams.length }));
  return [
    ...share(groups.core, GROUP_WEIGHTS.core),
    ...share(groups.inputChecks, GROUP_WEIGHTS.inputChecks),
    ...share(groups.segments, GROUP_WEIGHTS.segments),
  ];
}
