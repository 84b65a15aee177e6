import { describe, expect, test } from '@jest/globals';
import { axis, HOUR, Scenario } from './testing/scenario.js';

const retrain = { model: [axis('retrain', 'T11', { range: [2 * HOUR, 5 * HOUR] as const })] };

function serving(more: Record<string, unknown> = {}): Scenario {
  const life = new Scenario();
  life.startServing(more);
  life.tick(10);
  return life;
}

describe('a retrain that was decided', () => {
  test('trains on the range of the decision up to its window, validates, stages and starts a canary', () => {
    const life = serving();
    life.decide(retrain);
    expect(life.outstanding()).toEqual([
      expect.objectContaining({
        kind: 'train',
        version: 'v2',
        champion: 'v1',
        champion_artifact: 'sha-v1',
        ordered_at: 10 * HOUR,
        data: { kind: 'stored', from: 2 * HOUR, until: 11 * HOUR },
      }),
    ]);
    const train = life.outstanding()[0]!.job_id;
    life.finish();
    expect(life.outstanding()).toEqual([
      expect.objectContaining({ kind: 'validate', version: 'v2', input_job: train }),
    ]);
    life.finish();
    expect(life.state?.release).toMatchObject({ version: 'v2', control: 'v1', step: 0, share: 0.1 });
  });

  test('leaves out the quarantined ranges that touch its data', () => {
    const life = serving();
    const range = (from: number, until: number) => axis('quarantine', 'T10', { range: [from, until] });
    life.decide({ data: [range(3 * HOUR, 4 * HOUR)] });
    life.decide({ data: [range(0, HOUR)] });
    life.decide(retrain);
    expect(life.outstanding()[0]?.quarantined).toEqual([[3 * HOUR, 4 * HOUR]]);
  });

  test.each(['T12', 'T13'] as const)('is left to a person when nothing presses for it (%s)', (rule) => {
    const life = serving();
    life.decide({ model: [axis('retrain', rule, { range: [2 * HOUR, 5 * HOUR] as const })] });
    expect(life.outstanding()).toEqual([]);
    expect(life.story.filter((line) => line.startsWith('retrain'))).toEqual(['retrain applied: by hand']);
  });

  test('is superseded while a version is on its way', () => {
    const life = serving();
    life.decide(retrain);
    life.decide(retrain);
    expect(life.story.at(-1)).toBe('retrain superseded: v2 is on its way');
    life.finish();
    life.decide(retrain);
    life.finish();
    life.decide(retrain);
    expect(life.story.filter((line) => line.startsWith('retrain'))).toEqual([
      'retrain applied: by hand',
      'retrain applied: T11 says retrain',
      ...Array.from({ length: 3 }, () => 'retrain superseded: v2 is on its way'),
    ]);
  });

  test('waits longer after every failure: 24, 48, 96 hours; the third in a row pages with the gate', () => {
    const life = serving();
    const waits: number[] = [];
    for (const _ of [1, 2, 3, 4]) {
      life.decide(retrain);
      expect(life.ledger.at(-1)).toMatchObject({ action: 'retrain', answer: 'applied' });
      life.finish('fails its gates');
      const { at } = life.ledger.at(-1)!;
      waits.push(((life.state?.cooling_until ?? 0) - (at ?? 0)) / HOUR);
      life.decide(retrain);
      expect(life.story.at(-1)).toBe('retrain refused: cooling_down');
      life.tick(waits.at(-1));
    }
    expect(waits).toEqual([24, 48, 96, 96]);
    const pages = life.notifications.filter(({ urgency }) => urgency === 'page');
    expect(pages[0]?.text).toContain('auc >= 0.7 (auc .69)');
    expect(pages).toHaveLength(2);
  });

  test('that crashes is a failure too', () => {
    const life = serving();
    life.decide(retrain);
    life.finish('crashes');
    expect(life.ledger.at(-1)).toMatchObject({
      action: 'train',
      answer: 'refused',
      reason: 'job_failed: crashes',
    });
    expect(life.state).toMatchObject({ failed_retrains: 1, versions: { v2: { stage: 'rejected' } } });
  });

  test('starts counting failures anew once a version passed', () => {
    const life = serving();
    life.decide(retrain);
    life.finish('fails its gates');
    life.tick(24);
    life.decide(retrain);
    life.finish();
    life.finish();
    expect(life.state?.failed_retrains).toBe(0);
  });

  test('never makes an artifact that was rolled back serve again', () => {
    const life = serving();
    life.decide(retrain);
    life.finish();
    life.finish();
    life.decide({ traffic: [axis('rollback', 'T5')] });
    life.retrain({ version: 'again' });
    const job = life.outstanding()[0]!;
    life.feed({
      kind: 'job-event',
      event: {
        job_id: job.job_id,
        model: 'flights',
        status: 'succeeded',
        detail: '',
        result: {
          kind: 'train',
          artifact_digest: 'sha-v2',
          lineage: {
            code_digest: '',
            data_digest: '',
            data_range: null,
            rows: 1,
            environment: {},
            pipeline: '',
          },
          training_rows: 1,
          trained_until: null,
          gates: [],
        },
      },
    });
    expect(life.story.at(-1)).toBe('train refused: artifact_quarantined');
  });

  test('is refused without a pipeline', () => {
    const life = new Scenario();
    life.apply({ pipeline: undefined });
    life.tick(1);
    life.decide(retrain);
    expect(life.story.at(-1)).toBe('retrain refused: no_pipeline');
  });
});

test('versions that are long out of use are forgotten, and their names are not given again', () => {
  const life = serving();
  for (let round = 0; round < 13; round += 1) {
    life.retrain();
    life.finish('crashes');
  }
  life.retrain();
  expect(life.outstanding()[0]?.version).toBe('v15');
  expect(Object.keys(life.state?.versions ?? {})).toEqual([
    'v1',
    ...Array.from({ length: 10 }, (_, index) => `v${index + 5}`),
    'v15',
  ]);
});

test('a contract change lets the next validated version bring a new reference, two windows ahead', () => {
  const life = serving();
  life.apply({ features: { distance: { type: 'number' }, hour: { type: 'number' } } });
  life.retrain();
  life.finish();
  life.finish();
  const records = life.effects.flatMap((effect) => (effect.kind === 'model' ? [effect.record] : []));
  expect(
    records
      .slice(-2)
      .map(({ contract_version, effective_from, reference }) => [
        contract_version,
        effective_from,
        reference?.digest,
      ]),
  ).toEqual([
    [2, 12 * HOUR, 'profile-v1'],
    [2, 12 * HOUR, 'profile-v2'],
  ]);
  expect(records.at(-1)?.schemas.map(({ fingerprint }) => fingerprint)).toEqual([
    'distance:number',
    'distance:number,hour:number',
  ]);
});
