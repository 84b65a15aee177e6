import { generatorOf } from '../traffic/episodes.js';
import { drawOnset } from '../traffic/scenery.js';

const LOOKS_BACK = 30;

/** 21: after a rebalance a consumer's position goes back: half an hour of records comes again at once. */
export const redelivery = generatorOf('redelivery', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const again = drawOnset(scenery);
  const from = again - LOOKS_BACK;
  site.redelivered = (minute) => (minute >= from && minute < again ? again : null);
});
