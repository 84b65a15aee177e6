import { quarantinedIn } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 9: one region reads features from a replica that lags: units it has not heard of have none, others have old ones. */
export const staleReplica = generatorOf('stale-replica', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, regions, minutes, perMinute } = scenery;
  const onset = drawOnset(scenery);
  const region = random.pick(regions);
  const lag = random.logNormal(360, 0.8);
  const seen = new Map<string, { readonly minute: number; readonly visits: unknown }[]>();
  const deadline = Math.min(minutes - 1, onset + 480);
  site.effects.push((draft) => {
    if (draft.region !== region) return;
    const known = seen.get(draft.unit.id) ?? [];
    const { visits } = draft.features;
    seen.set(draft.unit.id, [...known.slice(-8), { minute: draft.minute, visits }]);
    if (draft.minute < onset || draft.minute > deadline) return;
    draft.features['visits'] = known.findLast(({ minute }) => minute <= draft.minute - lag)?.visits ?? null;
  });
  site.incidents.push({
    onset,
    deadline,
    floor: windowsFloor(scenery, 6),
    accept: [quarantinedIn([`region=${region}`, 'source=web'])],
    harmPerMinute: (perMinute * 0.1) / regions.length,
  });
});
