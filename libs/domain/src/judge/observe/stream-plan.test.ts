import { describe, expect, it } from '@jest/globals';
import { testContract, testPolicy } from '../testing/contract.js';
import { marginOf, plannedSegment, planStreams, streamWeight } from './stream-plan.js';

const plan = planStreams(testPolicy());
const streams = (segment: string): number[] => plan.core.map((metric) => streamWeight(plan, metric, segment));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the streams of a release', () => {
  it('share a quarter among core metrics and a half among core × segment values', () => {
    expect(plan.core).toEqual(['error', 'timeout', 'late', 'latency', 'matured_loss']);
    expect(sum(streams('all'))).toBeCloseTo(1 / 4, 12);
    expect(sum(plan.segments.flatMap(streams))).toBeCloseTo(1 / 2, 12);
  });

  it('share a quarter among the input checks there are: two nulls and one range', () => {
    expect(plan.checks).toBe(3);
    expect(streamWeight(plan, 'null.distance', 'all')).toBeCloseTo(1 / 12, 12);
  });

  it('never weigh more than one together', () => {
    const checks = plan.checks * streamWeight(plan, 'null.distance', 'all');
    expect(sum(streams('all')) + sum(plan.segments.flatMap(streams)) + checks).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('judge a value nobody knew at the start under other, and give an unknown metric no weight', () => {
    expect(plannedSegment(plan, 'region=overseas')).toBe('region=other');
    expect(plannedSegment(plan, 'region=west')).toBe('region=west');
    expect(streamWeight(plan, 'kpi.conversion', 'all')).toBe(0);
  });

  it('keep at most twenty segment values', () => {
    const many = Array.from({ length: 30 }, (_, i) => `v${i}`);
    const policy = testPolicy({ segments: ['region', 'tier'] });
    const reference = policy.reference && { ...policy.reference, segments: { region: many, tier: many } };
    const { segments } = planStreams({ ...policy, reference });
    expect(segments).toHaveLength(20);
    expect(segments).toEqual(expect.arrayContaining(['region=other', 'tier=other', 'region=v0', 'tier=v0']));
  });

  it("allow an odds ratio of 1.25 for latency, 1.02 for KPIs, the contract's for all else", () => {
    const contract = testContract();
    expect(['latency', 'kpi.x', 'error'].map((metric) => marginOf(contract, metric))).toEqual([
      1.25, 1.02, 1.1,
    ]);
  });
});
