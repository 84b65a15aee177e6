import { rolledBack } from '../traffic/accepts.js';
import { generatorOf } from '../traffic/episodes.js';
import { contrastFloor } from '../traffic/floors.js';
import { release, SLOW_CANARY } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';
import { WRONG_RATE, wrongerBy } from '../traffic/wrong.js';

/** 48: a deploy tool that knows nothing of the rollback puts the version back an hour later. */
export const redeployed = generatorOf('redeployed', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, minutes, perMinute, start, model } = scenery;
  const odds = random.between(2.5, 5);
  const onset = Math.floor(drawOnset(scenery) * 0.6);
  release(site, onset, SLOW_CANARY);
  let takenBack: number | null = null;
  site.extra.push((minute, world) => {
    if (takenBack === null && Object.keys(world.shares).length > 0) takenBack = minute;
    if (takenBack === null || minute !== takenBack + 60) return [];
    const at = start + minute * 60_000;
    const shares = { v1: 0.5, v2: 0.5 };
    const value = {
      change_id: 'again',
      model,
      kind: 'deploy',
      scope: ['all'],
      event_time: at,
      summary: 'v2 at 50 %',
      shares,
    };
    return [{ topic: 'changes', arrivesAt: at, value }];
  });
  site.effects.push((draft) => {
    if (takenBack !== null && draft.minute >= takenBack + 60)
      draft.version = draft.unit.place < 0.5 ? 'v2' : 'v1';
  });
  site.effects.push(wrongerBy(odds, random));
  site.incidents.push({
    onset,
    deadline: minutes - 1,
    floor: contrastFloor(scenery, { rate: WRONG_RATE, odds, share: 0.4, delay: scenery.labelsBy + 5 }),
    accept: rolledBack().map((accept) => ({ ...accept, people: { do: 'page' } })),
    harmPerMinute: perMinute * 0.15,
  });
});
