import type { Accept } from '../interface.js';
import { retrained } from './accepts.js';
import { FIRST_CONCEPT, type Concept } from './concept.js';
import { riskFloor, TOLERATED } from './risk.js';
import { riskRatio } from './simulated-risk.js';
import type { Site } from './site.js';

/**
 * The world becomes another one as `course` tells (0: the first, 1: the second). Below the tolerated risk such a change
 * is none: whoever leaves it alone is right.
 */
export function changeWorld(
  site: Site,
  changed: Concept,
  of: {
    readonly onset: number;
    readonly course: (minute: number) => Concept;
    /** Minutes until the change is in full, on top of what evidence takes. */
    readonly slow?: number;
    readonly accept?: readonly Accept[];
  },
): void {
  const { scenery } = site;
  site.world = (minute) => (minute < of.onset ? FIRST_CONCEPT : of.course(minute));
  const relative = riskRatio(scenery, { world: changed });
  if (relative <= TOLERATED) return;
  site.incidents.push({
    onset: of.onset,
    deadline: scenery.minutes - 1,
    floor: riskFloor(scenery, relative) + (of.slow ?? 0) / 3,
    accept: of.accept ?? [retrained],
    harmPerMinute: scenery.perMinute * (relative - 1) * 0.2,
  });
}
