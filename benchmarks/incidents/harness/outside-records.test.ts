import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createMemoryPanes } from '@checkride/store/memory/memory-panes';
import type { Episode, SimRecord } from '../interface.js';
import { ArtifactClaims } from './artifact-claims.js';
import { Arrivals } from './arrivals.js';
import { underAutomation } from './episode-contract.js';
import { Stage } from './stage.js';
import { changeOf } from './told-change.js';
import { timeOf } from './told-values.js';

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 5, 1);
const contract = { model: 'm', features: { x: { type: 'number' } }, segments: ['region'] };
const episode: Episode = {
  contract,
  artifacts: {},
  start: START,
  minutes: 60,
  incidents: [],
  minute: () => [],
};
const stageOf = (written: unknown = contract): Stage =>
  new Stage({ ...episode, contract: written }, createMemoryPanes(), [() => () => []], false);

const answer = (version: string, more: object = {}, at = START + 1_000): SimRecord => ({
  topic: 'predictions',
  arrivesAt: at,
  value: {
    prediction_id: `${version}/${at}`,
    version,
    event_time: at,
    features: { x: 1 },
    segments: { region: 'eu' },
    prediction: { score: 0.5 },
    ...more,
  },
});
const deploy = (id: string, shares: object | undefined, at: number): SimRecord => ({
  topic: 'changes',
  arrivesAt: at,
  value: { change_id: id, model: 'm', kind: 'deploy', scope: 'all', event_time: at, summary: id, shares },
});
const rolesOf = (stage: Stage): unknown => stage.leader.life.state.route?.roles;

describe('contracts by other hands', () => {
  test('that name no topics read those of the interface, so that labels may be described', () => {
    const { contract: read } = stageOf({ ...contract, labels: { horizon: '2h' } }).leader.life.record;
    expect(read.labels?.horizon_ms).toBe(7_200_000);
    expect(read.source).toMatchObject({
      labels: 'labels.v1',
      changes: 'changes.v1',
      exposures: 'exposures.v1',
    });
  });

  test('that name some topics keep them, and get those their members need', () => {
    const written = { ...contract, source: { predictions: 'p' }, labels: { horizon: '2h' } };
    expect(underAutomation(written)['source']).toEqual({
      predictions: 'p',
      labels: 'labels.v1',
      changes: 'changes.v1',
      format: 'avro',
    });
  });

  test('may be YAML text', () => {
    expect(
      stageOf('model: m\nfeatures: {x: {type: number}}\n').leader.life.record.contract.features,
    ).toHaveLength(1);
  });
});

describe('records by other hands', () => {
  test('whatever they hold, are stored or set aside and never throw', () => {
    const topics = ['predictions', 'labels', 'outcomes', 'exposures', 'changes', 'probes'] as const;
    const member = fc.oneof(
      fc.constantFrom('v1', 'deploy', 'ok', null, undefined, NaN, START, {}, []),
      fc.jsonValue(),
    );
    const keys = [
      'prediction_id',
      'version',
      'event_time',
      'features',
      'prediction',
      'status',
      'segments',
      'value',
    ];
    const more = ['observed_at', 'unit_id', 'kpi', 'change_id', 'kind', 'scope', 'shares', 'arm', 'runtime'];
    const value = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(fc.constantFrom(...keys, ...more), member),
    ) as fc.Arbitrary<object>;
    const record = fc.record({ topic: fc.constantFrom(...topics), arrivesAt: fc.constant(START + 5), value });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 20 }), (records) => {
        stageOf().take(records);
      }),
      { numRuns: 200 },
    );
  });

  test('that cannot be read are counted by reason', () => {
    const stage = stageOf();
    stage.take([
      answer('v1', { event_time: undefined }),
      answer('v1', { event_time: START + DAY_MS }),
      answer('v1', { prediction_id: null }),
      answer('v1', { features: { x: 'many' } }),
      answer('v1', { prediction: null }),
      { topic: 'labels', arrivesAt: START + 2, value: { prediction_id: 'a', value: null } },
    ]);
    expect(stage.letters.map(({ reason }) => reason)).toEqual([
      'bad_time',
      'bad_time',
      'missing_id',
      'bad_type',
      'missing_field',
      'missing_field',
    ]);
    expect(rolesOf(stage)).toBeUndefined();
  });

  test('arrive in order and in their own minute', () => {
    const arrivals = new Arrivals(START);
    const at = (ms: number): SimRecord => answer('v1', {}, START + ms);
    const times = (records: readonly SimRecord[]) => records.map(({ arrivesAt }) => arrivesAt - START);
    expect(times(arrivals.in(0, [at(9_000), at(70_000), at(2_000)]))).toEqual([2_000, 9_000]);
    expect(times(arrivals.in(1, [at(65_000), at(100)]))).toEqual([60_000, 65_000, 70_000]);
  });

  test('may say times in words', () => {
    const noon = Date.UTC(2026, 5, 1, 12);
    for (const told of [
      '2026-06-01T12:00:00Z',
      '2026-06-01T12:00:00',
      '2026-06-01T14:00:00+02:00',
      new Date(noon),
    ])
      expect(timeOf(told)).toBe(noon);
    expect(timeOf('yesterday')).toBeNaN();
  });
});

describe('deploy tools by other hands', () => {
  const sent = START + 60_000;

  test('may speak of percent, of the candidate alone, of one place in one word', () => {
    const told = { change_id: 'c', kind: 'deploy', scope: 'region=eu', shares: { v2: 10, v1: 90 } };
    expect(changeOf(told, START, DAY_MS)).toMatchObject({
      scope: ['region=eu'],
      shares: { v2: 0.1, v1: 0.9 },
    });
    const stage = stageOf();
    stage.take([answer('v1')]);
    stage.take([deploy('a', { v2: 0.1 }, sent)]);
    expect(rolesOf(stage)).toEqual({ v1: 'control', v2: 'candidate' });
  });

  test('may announce the first version too: it is what the next one replaces', () => {
    const stage = stageOf();
    stage.take([deploy('first', { v1: 1 }, START), answer('v1')]);
    expect([stage.leader.life.state.production, stage.leader.life.state.release]).toEqual(['v1', null]);
    stage.take([deploy('next', { v1: 0.9, v2: 0.1 }, sent)]);
    expect(stage.leader.life.state.release).toMatchObject({ version: 'v2', control: 'v1' });
  });

  test('may begin the next release while the one before is watched', () => {
    const stage = stageOf();
    stage.take([answer('v1')]);
    stage.take([deploy('a', { v2: 1 }, sent)]);
    stage.take([deploy('b', { v3: 0.2, v2: 0.8 }, sent + 1)]);
    expect(stage.leader.life.state.release).toMatchObject({ version: 'v3', control: 'v2' });
    expect(rolesOf(stage)).toEqual({ v2: 'control', v3: 'candidate' });
  });

  test('may leave shares out: the unknown version that answers next is the one that came', () => {
    const stage = stageOf();
    stage.take([answer('v1')]);
    stage.take([deploy('a', undefined, sent)]);
    expect(rolesOf(stage)).toEqual({ v1: 'sole' });
    stage.take([answer('v2', {}, sent + 2_000)]);
    expect(stage.leader.life.state.release).toMatchObject({ version: 'v2', control: 'v1' });
  });

  test('a shadow that answers first does not serve', () => {
    const stage = stageOf();
    stage.take([answer('v7', { arm: 'shadow' }), answer('v1', {}, START + 2_000)]);
    expect(rolesOf(stage)).toEqual({ v1: 'sole' });
  });
});

describe('artifacts that answers name', () => {
  const bytes = new TextEncoder().encode('model one');

  test('without registered bytes stand for the version that named them first', () => {
    const claims = new ArtifactClaims({});
    expect(claims.meant('v1', 'one')).toBe(claims.digestOf('v1'));
    expect(claims.meant('v2', 'two')).toBe(claims.digestOf('v2'));
    expect(claims.meant('v2', 'one')).toBe(claims.digestOf('v1'));
    expect(claims.meant('v2', '')).toBe('');
  });

  test('with them are what they say', () => {
    const claims = new ArtifactClaims({ v1: bytes });
    expect(claims.meant('v1', `sha256:${claims.digestOf('v1')}`)).toBe(claims.digestOf('v1'));
    expect(claims.meant('v1', 'another')).toBe('another');
  });
});
