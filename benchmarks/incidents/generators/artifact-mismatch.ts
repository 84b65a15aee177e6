import { rolledBackIn } from '../traffic/accepts.js';
import { sha256 } from '@checkride/domain/canonical';
import { generatorOf } from '../traffic/episodes.js';
import { windowsFloor } from '../traffic/floors.js';
import { ALL_AT_ONCE, release } from '../traffic/releases.js';
import { drawOnset } from '../traffic/scenery.js';

/** 8: in some regions a share of instances never loaded the artifact their answers are labelled with. */
export const artifactMismatch = generatorOf('artifact-mismatch', { pace: 'serving' }, (site) => {
  const { scenery } = site;
  const { random, regions, minutes, perMinute } = scenery;
  const onset = drawOnset(scenery);
  const affected = regions.slice(0, random.whole(1, regions.length - 1));
  const share = random.between(0.1, 1);
  const bytes = new TextEncoder();
  site.artifacts = { v1: bytes.encode('artifact of v1'), v2: bytes.encode('artifact of v2') };
  const digests = Object.fromEntries(
    Object.entries(site.artifacts).map(([version, artifact]) => [version, sha256(artifact)]),
  );
  release(site, onset, ALL_AT_ONCE);
  site.effects.push((draft) => {
    // Places are spread evenly over units and instances, so the first ones are as good as any.
    const stale = draft.version === 'v2' && affected.includes(draft.region) && random.chance(share);
    draft.artifact = digests[stale ? 'v1' : draft.version] ?? null;
  });
  site.incidents.push({
    onset,
    deadline: Math.min(minutes - 1, onset + 360),
    floor: windowsFloor(scenery, 2 + 10 / Math.max(0.5, (share * perMinute * 5) / regions.length)),
    accept: rolledBackIn(affected.map((region) => `region=${region}`)),
    harmPerMinute: (perMinute * share * affected.length * 0.2) / regions.length,
  });
});
