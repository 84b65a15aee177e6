import { caseMix, drawTilt, tilt } from '../traffic/case-mix.js';
import { generatorOf } from '../traffic/episodes.js';
import { riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';
import { riskRatio } from '../traffic/simulated-risk.js';

/** Share of hard cases at the start: enough of them are known. */
const KNOWN = 0.15;

/** 33: more of the hard cases come, of which the model has seen many: each score means what it did. */
export const covariateInSupport = generatorOf('covariate-in-support', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const moved = drawTilt(scenery, KNOWN, drawOnset(scenery));
  tilt(site, moved);
  const relative = riskRatio(scenery, { inputs: caseMix(moved.after) }, { inputs: caseMix(moved.before) });
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset: moved.onset,
    deadline: scenery.minutes - 1,
    floor: riskFloor(scenery, relative) + moved.lasts / 6,
    accept: [{ data: { do: 'clean' }, model: { do: 'retrain', scope: 'all' } }],
    harmPerMinute: scenery.perMinute * (relative - 1) * 0.05,
  });
});
