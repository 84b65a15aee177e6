import type { ExaminationCell } from '@checkride/domain/report/cells';
import { deploy } from '../play/contract.js';
import { REGIONS, START } from '../play/place.js';
import type { Scenario } from '../play/scenario.js';

const HOUR_MS = 3_600_000;
const SEEN_FROM = 8;
const ROWS = 60;

function foundIn(region: string, window: number): ExaminationCell {
  const over = [START + window * HOUR_MS, START + (window + 1) * HOUR_MS] as const;
  const about = { kind: 'replay', over, region, version: 'v2', n: ROWS } as const;
  const mismatches = ROWS / 2;
  return region === 'eu'
    ? {
        ...about,
        mismatches,
        since: over[0],
        answered_by: { v2: ROWS - mismatches, v1: mismatches },
        instances: { 'eu-1': [mismatches, mismatches] },
      }
    : { ...about, mismatches: 0, since: null, answered_by: { v2: ROWS }, instances: {} };
}

/** Answers name version and artifact as they should; scored again, half of one region's were made by the version before. */
export const wrongArtifactUnderTheRightLabel: Scenario = {
  name: 'wrong artifact under the right label',
  base: 60,
  windows: 16,
  rows: 400,
  contract: {
    gates: deploy({ scope: 'region' }),
    windows: { base: '1h', drift: '1h', retention: '400d' },
  },
  orders: [{ version: 'v2', at: 2 }],
  stage: () => undefined,
  examine: (window) => (window < SEEN_FROM ? [] : REGIONS.map((region) => foundIn(region, window))),
  expected: {
    rule: 'T1',
    headline: 'ROLLBACK',
    vector: {
      traffic: ['rollback region=eu'],
      data: ['clean all'],
      model: ['veto region=eu'],
      people: ['page region=eu'],
    },
    done: ['rollback'],
  },
};
