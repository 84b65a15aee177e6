import type { IncidentGenerator } from '../interface.js';
import { allAtOnce } from './all-at-once.js';
import { badArtifact } from './bad-artifact.js';
import { conceptStep } from './concept-step.js';
import { dependencyOutage } from './dependency-outage.js';
import { nullSeason } from './null-season.js';
import { nullStationary } from './null-stationary.js';
import { upstreamNulls } from './upstream-nulls.js';

/** Every generator, in the order of the benchmark's table. */
export const CATALOGUE: readonly IncidentGenerator[] = [
  nullStationary,
  nullSeason,
  badArtifact,
  allAtOnce,
  upstreamNulls,
  dependencyOutage,
  conceptStep,
];
