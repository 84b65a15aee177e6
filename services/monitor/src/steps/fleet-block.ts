import type { FleetRow } from '@checkride/store/queries/read-fleet.query';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { FleetBlock } from '@checkride/domain/report/report';
import { logBinomialUpperTail } from '@checkride/statistics/numerics/binomial-tail';
import { byText } from './evidence.js';

/** Share of failures that is no news where a contract sets no objective. */
const DEFAULT_ERROR_RATE = 0.01;
/** Chance below which so many failures are a break. */
const BREAK_LEVEL = Math.log(1e-3);

/** Whether a model breaks in a window: more errors and timeouts than its objective explains. */
const breaks = ({ n, failed }: FleetRow, contract: ModelContract): boolean =>
  n > 0 &&
  logBinomialUpperTail(failed, n, contract.gates.monitor.slo.error_rate ?? DEFAULT_ERROR_RATE) < BREAK_LEVEL;

/** Other models that read the same prediction topic as a model. */
export const companions = (contract: ModelContract, all: readonly ModelContract[]): ModelContract[] =>
  all
    .filter(
      ({ model, source }) => model !== contract.model && source.predictions === contract.source.predictions,
    )
    .sort((a, b) => byText(a.model, b.model));

/**
 * How other models on the same topic fared in one window, in all and by source of their inputs. Only traffic is looked
 * at: a model whose answers fail counts as breaking for every source it reads.
 */
export function fleetBlock(others: readonly ModelContract[], rows: readonly FleetRow[]): FleetBlock {
  const broken = new Set(
    others
      .filter((contract) => rows.some((row) => row.model === contract.model && breaks(row, contract)))
      .map(({ model }) => model),
  );
  const sources = new Set(others.flatMap(({ features }) => features.flatMap(({ source }) => source ?? [])));
  const bySource = [...sources].sort(byText).map((source) => {
    const readers = others.filter(({ features }) => features.some((feature) => feature.source === source));
    return [
      source,
      { models: readers.length, breaking: readers.filter(({ model }) => broken.has(model)).length },
    ] as const;
  });
  return { models: others.length, breaking: broken.size, by_source: Object.fromEntries(bySource) };
}
