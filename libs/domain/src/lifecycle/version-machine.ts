import type { MachineTable } from './machine-table.js';

/** What a model version can be. Exactly one version of a model is `production` once there has been a first. */
export type VersionStage =
  'candidate' | 'validating' | 'staged' | 'production' | 'retired' | 'rejected' | 'quarantined';

/** What can happen to a version. */
export type VersionEvent =
  | 'trained'
  | 'passed'
  | 'failed'
  | 'refused'
  | 'served'
  | 'replaced'
  | 'superseded'
  | 'withdrawn'
  | 'restored'
  | 'lifted';

/** The life of a version: `withdrawn` is a rollback away from it, `restored` a rollback to it, `lifted` ends a quarantine. */
export const VERSION_MACHINE: MachineTable<VersionStage, VersionEvent> = {
  name: 'version',
  initial: 'candidate',
  events: [
    'trained',
    'passed',
    'failed',
    'refused',
    'served',
    'replaced',
    'superseded',
    'withdrawn',
    'restored',
    'lifted',
  ],
  transitions: {
    candidate: { trained: 'validating', failed: 'rejected', refused: 'rejected' },
    validating: { passed: 'staged', failed: 'rejected', refused: 'rejected' },
    staged: { served: 'production', refused: 'rejected', superseded: 'retired', withdrawn: 'quarantined' },
    production: { replaced: 'retired', withdrawn: 'quarantined' },
    retired: { restored: 'production', lifted: 'staged', refused: 'rejected' },
    rejected: {},
    quarantined: { lifted: 'staged', refused: 'rejected' },
  },
};
