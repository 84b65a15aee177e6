import { drawChange, knownCases, riskOf } from '../traffic/changed-world.js';
import { FIRST_CONCEPT } from '../traffic/concept.js';
import { generatorOf } from '../traffic/episodes.js';
import { riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';

const THRESHOLD = 0.5;

/**
 * 41: whoever is scored positive is acted upon, which prevents a share of the positives; then the world changes and a
 * training would be due, on labels the model has made itself.
 */
export const feedbackLoop = generatorOf('feedback-loop', { pace: 'label' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, labelsBy } = scenery;
  const gain = random.uniform();
  const changed = drawChange(random, 1.5);
  const onset = drawOnset(scenery);
  site.contract = {
    ...site.contract,
    labels: { kind: 'complete', horizon: `${labelsBy}m`, source: 'crm', influenced_by_decision: true },
  };
  knownCases(site);
  site.world = (minute) => (minute < onset ? FIRST_CONCEPT : changed);
  site.labelEffects.push((label) => {
    if (label.draft.score >= THRESHOLD && random.chance(gain)) label.value = 0;
  });
  const told = (chance: number, score: number): number => (score >= THRESHOLD ? chance * (1 - gain) : chance);
  const relative = riskOf(scenery, changed, told);
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: riskFloor(scenery, relative),
    accept: [{ data: { do: 'clean' }, model: { do: 'veto' }, people: { do: 'ticket' } }],
    harmPerMinute: perMinute * (relative - 1) * 0.1,
  });
});
