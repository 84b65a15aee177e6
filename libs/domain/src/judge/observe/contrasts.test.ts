import { describe, expect, it } from '@jest/globals';
import { EPOCH, testPolicy } from '../testing/contract.js';
import { applied, contrast } from '../testing/report.js';
import { leadingContrast, observeContrasts } from './contrasts.js';
import { newRelease, type ReleaseState } from './release.js';

const policy = testPolicy({ randomised_by: 'unit' });
const started = newRelease(
  applied(1, 'release', { release: 'r1', version: 'v2', step: 0 }),
  'v1',
  EPOCH,
  policy,
);
const observed = (release: ReleaseState, metric: string, epoch: number): ReleaseState =>
  observeContrasts(release, [contrast(metric, [100, 9, 900, 30], { epoch })], policy.contract);

describe('epochs of a release', () => {
  it('an epoch stays open until its metric is two epochs further, however far others are', () => {
    const far = [1, 2, 3, 4, 5].reduce((release, epoch) => observed(release, 'error', epoch), started);
    const labelled = observed(observed(far, 'matured_loss', 1), 'matured_loss', 1);
    expect(Object.keys(labelled.contrasts).sort()).toEqual([
      'error|all|4',
      'error|all|5',
      'matured_loss|all|1',
    ]);
    expect(labelled.contrasts['matured_loss|all|1']).toMatchObject({
      windows: 2,
      units: [200, 18, 1800, 60],
    });
  });

  it('a closed epoch goes on leading with what it came to', () => {
    const first = observed(observed(started, 'error', 1), 'error', 1);
    const proof = leadingContrast(first);
    const quiet = [2, 3, 4].reduce(
      (release, epoch) =>
        observeContrasts(release, [contrast('error', [100, 3, 900, 30], { epoch })], policy.contract),
      first,
    );
    expect(quiet.contrasts['error|all|1']).toBeUndefined();
    expect(leadingContrast(quiet)).toEqual(proof);
  });
});
