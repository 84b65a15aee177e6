import { generatorOf } from '../traffic/episodes.js';
import { faultyLabels } from '../traffic/label-faults.js';
import type { Site } from '../traffic/site.js';

/** From some hour on the label job delivers what belongs to somebody else. */
export function joinWrongLabels(site: Site): void {
  const { random } = site.scenery;
  const positive = random.chance(0.5) ? random.between(0.05, 0.2) : random.between(0.7, 0.95);
  faultyLabels(site, (label) => (label.value = random.chance(positive) ? 1 : 0), 3);
}

/** 36: a label job joins on the wrong key, which shows by when labels were observed. */
export const labelJoinBug = generatorOf('label-join-bug', { pace: 'label' }, joinWrongLabels);
