import { generatorOf } from '../traffic/episodes.js';

/** 2: nothing happens but day and night, a weekend and a slow swing, for four weeks. */
export const nullSeason = generatorOf('null-season', { pace: 'label' }, () => undefined);
