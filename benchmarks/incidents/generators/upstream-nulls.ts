import { during } from '../traffic/draft.js';
import { quarantinedEverywhere, quarantinedIn } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { drawOnset } from '../traffic/scenery.js';
import type { Site } from '../traffic/site.js';

/** A source sends nulls: at once, or at a label pace more and more over up to two days; everywhere or in one region. */
export function sendNulls(site: Site): void {
  const { scenery } = site;
  const { random, minutes, perMinute, regions, baseMinutes, pace } = scenery;
  const share = random.between(0.05, 1);
  const ramp = pace === 'serving' ? 0 : random.between(1, 48) * 60;
  const onset = drawOnset(scenery);
  const region = random.chance(0.4) ? random.pick(regions) : null;
  const feature = random.pick(['amount', 'plan'] as const);
  const deadline = Math.min(minutes - 1, onset + Math.floor(ramp / 2) + 72 * baseMinutes);
  site.effects.push(
    during(onset, deadline, (draft) => {
      if (region !== null && draft.region !== region) return;
      const now = ramp === 0 ? share : share * Math.min(1, (draft.minute - onset) / ramp);
      if (random.chance(now)) draft.features[feature] = null;
    }),
  );
  const scope = [...(region === null ? [] : [`region=${region}`]), 'source=billing'];
  site.incidents.push({
    onset,
    deadline,
    floor: windowsFloor(scenery, 6) + (ramp * 0.1) / 3,
    accept: [region === null ? quarantinedEverywhere(scope) : quarantinedIn(scope)],
    harmPerMinute: perMinute * share * 0.1 * (region === null ? 1 : 1 / regions.length),
  });
}

/** 14: a source sends nulls, as a step or a ramp of 0–48 h. */
export const upstreamNulls = generatorOf(
  'upstream-nulls',
  (seed) => ({ pace: seed % 2 === 0 ? 'serving' : 'label' }),
  sendNulls,
);
