import type { MachineTable } from './machine-table.js';

/** Where a release stands. `held` and `drained` are its two ways of being paused: at its share, or at none. */
export type ReleaseStage =
  'queued' | 'canary' | 'watching' | 'held' | 'drained' | 'complete' | 'rolled-back' | 'refused';

/** What can happen to a release. */
export type ReleaseEvent =
  'start' | 'step' | 'watch' | 'hold' | 'resume' | 'rewatch' | 'drain' | 'rollback' | 'complete' | 'refuse';

/** The life of a release: `step` goes to the next share, `watch` to the last one; `resume` and `rewatch` end a pause. */
export const RELEASE_MACHINE: MachineTable<ReleaseStage, ReleaseEvent> = {
  name: 'release',
  initial: 'queued',
  events: ['start', 'step', 'watch', 'hold', 'resume', 'rewatch', 'drain', 'rollback', 'complete', 'refuse'],
  transitions: {
    queued: { start: 'canary', watch: 'watching', refuse: 'refused' },
    canary: { step: 'canary', watch: 'watching', hold: 'held', drain: 'drained', rollback: 'rolled-back' },
    watching: { hold: 'held', drain: 'drained', rollback: 'rolled-back', complete: 'complete' },
    held: { resume: 'canary', rewatch: 'watching', drain: 'drained', rollback: 'rolled-back' },
    drained: { resume: 'canary', rewatch: 'watching', rollback: 'rolled-back' },
    complete: { rollback: 'rolled-back' },
    'rolled-back': {},
    refused: {},
  },
};
