import { z } from 'zod';
import type { ModelContract } from '@checkride/domain/contract/contract';

const feature = z.union([z.number(), z.string(), z.boolean(), z.null()]);

const scoreRequest = z.strictObject({
  /** Replay clock only: the route revision to answer under; serving waits until it holds it. */
  route_revision: z.int().min(0).optional(),
  /** A version to answer every row, whatever the route says: a probe, which is neither logged nor counted. */
  probe: z.string().min(1).max(200).optional(),
  rows: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        unit: z.string().min(1).max(200).optional(),
        /** ms since the epoch; on the replay clock the simulated moment of the answer. */
        time: z.number().optional(),
        segments: z.record(z.string(), z.string()).default({}),
        features: z.record(z.string(), feature),
      }),
    )
    .min(1)
    .max(1_000),
});

/** A scoring request as it stands on the wire: at most 1 000 rows. */
export type ScoreRequest = z.infer<typeof scoreRequest>;

/** One row to score. */
export type ScoreRow = ScoreRequest['rows'][number];

/** A request, or sentences naming what is wrong with it. Unknown features are refused: a misspelt name must not score as missing. */
export function readRequest(
  body: unknown,
  contract: ModelContract,
): { readonly request: ScoreRequest } | { readonly problems: readonly string[] } {
  const parsed = scoreRequest.safeParse(body);
  if (!parsed.success)
    return { problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) };
  const known = new Set(contract.features.map(({ name }) => name));
  const problems = new Set<string>();
  for (const { features, time } of parsed.data.rows) {
    for (const name in features)
      if (!known.has(name))
        problems.add(`features.${name}: the contract of ${contract.model} names no such feature`);
    if (contract.source.clock === 'replay' && time === undefined)
      problems.add('time: on the replay clock every row says when it is answered');
    if (contract.source.clock === 'live' && time !== undefined)
      problems.add('time: only models on the replay clock take times');
  }
  return problems.size > 0 ? { problems: [...problems] } : { request: parsed.data };
}
