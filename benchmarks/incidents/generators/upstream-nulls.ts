import type { IncidentGenerator } from '../interface.js';
import { quarantinedEverywhere, quarantinedIn } from '../traffic/accepts.js';
import { siteOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';

/** 14: a source sends nulls, at once or more and more over up to two days, everywhere or in one region. */
export const upstreamNulls: IncidentGenerator = {
  name: 'upstream-nulls',
  create(seed, traffic, options) {
    const steps = seed % 2 === 0;
    const site = siteOf(
      'upstream-nulls',
      { seed, traffic, ...options },
      { pace: steps ? 'serving' : 'label' },
    );
    const { scenery } = site;
    const { random, minutes, perMinute, regions, baseMinutes } = scenery;
    const share = random.between(0.05, 1);
    const ramp = steps ? 0 : random.between(1, 48) * 60;
    const onset = drawOnset(scenery);
    const region = random.chance(0.4) ? random.pick(regions) : null;
    const feature = random.pick(['amount', 'plan'] as const);
    site.effects.push((draft) => {
      if (draft.minute < onset || (region !== null && draft.region !== region)) return;
      const now = ramp === 0 ? share : share * Math.min(1, (draft.minute - onset) / ramp);
      if (random.chance(now)) draft.features[feature] = null;
    });
    const scope = [...(region === null ? [] : [`region=${region}`]), 'source=billing'];
    site.incidents.push({
      onset,
      deadline: Math.min(minutes - 1, onset + Math.floor(ramp / 2) + 72 * baseMinutes),
      floor: windowsFloor(scenery, 6) + (ramp * 0.1) / 3,
      accept: [region === null ? quarantinedEverywhere(scope) : quarantinedIn(scope)],
      harmPerMinute: perMinute * share * 0.1 * (region === null ? 1 : 1 / regions.length),
    });
    return site.episode();
  },
};
