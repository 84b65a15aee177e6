import { changeWorld, drawChange } from '../traffic/changed-world.js';
import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

/** 40: only positives are ever labelled, silence is a negative after one to three days; then the world changes. */
export const positiveOnly = generatorOf(
  'positive-only',
  (seed) => ({ pace: 'label', labelDays: 1 + (seed % 3) }),
  (site) => {
    const { scenery } = site;
    const { random, labelsBy, warmup } = scenery;
    site.contract = {
      ...site.contract,
      labels: { kind: 'positive_only', horizon: `${Math.round(labelsBy)}m`, source: 'crm' },
    };
    site.labelEffects.push((label) => {
      if (label.value === 0) label.lost = true;
    });
    const changed = drawChange(random);
    // Truth of the warm-up is complete only a horizon after it.
    const onset = Math.max(drawOnset(scenery), warmup + labelsBy);
    changeWorld(site, changed, { onset, course: () => changed });
  },
);
