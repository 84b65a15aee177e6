import { sells } from '../traffic/conversions.js';
import { generatorOf } from '../traffic/episodes.js';
import { riskFloor, TOLERATED } from '../traffic/risk.js';
import { drawOnset } from '../traffic/scenery.js';

const DAY = 1_440;
const HORIZON_HOURS = 6;

/** T14 by a KPI: fewer people buy everywhere, and truth about the answers is six days away. */
export const kpiDrop = generatorOf('kpi-drop', { pace: 'label', labelDays: 6 }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute } = scenery;
  const rate = random.between(0.5, 0.9);
  const drop = random.between(0.2, 0.5);
  const onset = drawOnset(scenery);
  const deadline = Math.min(minutes - 1, Math.floor(onset + 3.5 * DAY));
  sells(site, HORIZON_HOURS, ({ minute }) =>
    minute < onset || minute > deadline ? rate : rate * (1 - drop),
  );
  const relative = (1 - rate * (1 - drop)) / (1 - rate);
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset,
    deadline,
    floor: riskFloor({ ...scenery, labelsBy: HORIZON_HOURS * 60 }, relative),
    accept: [
      { traffic: { do: 'hold' }, data: { do: 'clean' }, model: { do: 'watch' }, people: { do: 'ticket' } },
    ],
    harmPerMinute: perMinute * rate * drop * 0.2,
  });
});
