import { generatorOf } from '../traffic/episodes.js';

/** 39: positives are known within hours, negatives only at the end: early labels alone look like a disaster. */
export const earlyPositives = generatorOf('early-positives', { pace: 'label' }, (site) => {
  const { labelsBy, random } = site.scenery;
  site.labelEffects.push((label) => {
    if (label.value === 1) return;
    const late = labelsBy * random.between(0.7, 0.95) * 60_000;
    label.observedAt = Math.floor(label.draft.time + late);
    label.arrivesAt = label.observedAt + 500;
  });
});
