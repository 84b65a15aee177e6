import type { Draft } from './draft.js';
import { outcomeOf } from './records.js';
import type { Site } from './site.js';

const HOUR_MS = 3_600_000;

/** Gives a site a KPI `conversion`: each answer is followed by one with a chance, within a horizon of hours. */
export function sells(site: Site, horizon: number, chance: (draft: Draft) => number): void {
  const { random, model } = site.scenery;
  site.contract = {
    ...site.contract,
    kpis: { conversion: { unit: 'account', better: 'higher', horizon: `${horizon}h` } },
  };
  site.outcomes.push((_, draft) => {
    if (!random.chance(chance(draft))) return [];
    const at = Math.floor(draft.time + random.uniform() * horizon * HOUR_MS);
    return [outcomeOf(draft.unit.id, 'conversion', at, model)];
  });
}
