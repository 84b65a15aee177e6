import { caseMix, drawTilt, tilt } from '../traffic/case-mix.js';
import { generatorOf } from '../traffic/episodes.js';
import { riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';
import { riskRatio } from '../traffic/simulated-risk.js';

/** 34: hard cases come to a model that knew clear ones only: there is nothing to reweigh, somebody has to look. */
export const covariateOutOfSupport = generatorOf('covariate-out-of-support', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const moved = drawTilt(scenery, 0, drawOnset(scenery));
  tilt(site, moved);
  const relative = riskRatio(scenery, { inputs: caseMix(moved.after) }, { inputs: caseMix(0) });
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset: moved.onset,
    deadline: scenery.minutes - 1,
    floor: riskFloor(scenery, relative) + moved.lasts / 6,
    accept: [{ data: { do: 'clean' }, model: { do: 'watch' }, people: { do: 'page' } }],
    harmPerMinute: scenery.perMinute * (relative - 1) * 0.05,
  });
});
