import { describe, expect, test } from '@jest/globals';
import { readContract, parseContractFile } from './contract-file.js';

const CHURN = `model: churn
task: binary
threshold: 0.5
source: {predictions: predictions.v1, labels: labels.v1, outcomes: outcomes.v1, format: avro, clock: live}
timezone: UTC
map: {id: $.request_id, time: $.ts, score: $.p, unit: $.account}
features: {tenure: {type: number, min: 0, source: billing, on_fault: fallback}, contract: {type: category}}
segments: [region, risk_band]
randomised_by: unit
labels: {kind: complete, horizon: 30d, mature: "95%", at_most: 72h, batch: auto, source: crm, influenced_by_decision: false}
windows: {base: 1m, lateness: 5s, drift: 1h}
kpis: {conversion: {unit: account, better: higher, horizon: 24h}}
gates:
  train:    [rows >= 5000, lineage required]
  validate: [auc >= 0.84, "precision{risk_band=high} >= champion - 0.01", schema match, "parity{region} <= 0.05"]
  deploy:   {canary: [1%, 5%, 25%, 50%, 100%], bake: 10m, watch: 24h, holdback: 5%, scope: all}
  monitor:  {slo: {latency_ms: 50, error_rate: 0.01}, risk_tolerance: 10%}
signals:  {rollback: {alpha: 0.005, margin: 1.1}, retrain: {false_per_year: 1, cooldown: 24h}}
pipeline: pipeline.yml
fallback: {version: 3}
automation: {validate: auto, promote: manual, rollback: auto, quarantine: auto, retrain: auto}
owner: churn-oncall
`;

const contractOf = (yaml: string) => {
  const read = readContract(yaml);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.contract;
};
const problemsOf = (yaml: string) => {
  const read = readContract(yaml);
  return 'problems' in read ? read.problems : [];
};

describe('a contract file', () => {
  test('reads a full contract: durations as ms, shares as fractions, gates parsed', () => {
    const contract = contractOf(CHURN);
    expect(contract.windows).toEqual({
      base_ms: 60_000,
      lateness_ms: 5_000,
      drift_ms: 3_600_000,
      retention_ms: 90 * 86_400_000,
    });
    expect(contract.gates.deploy.canary).toEqual([0.01, 0.05, 0.25, 0.5, 1]);
    expect(contract.labels?.mature_after_ms).toBe(72 * 3_600_000);
    expect(contract.region).toBe('region');
    expect(contract.automation.promote).toBe('manual');
    expect(contract.gates.validate[1]).toMatchObject({
      metric: 'precision',
      segment: { name: 'risk_band', value: 'high' },
      operator: '>=',
      limit: { kind: 'champion', offset: -0.01 },
    });
    expect(contract.gates.validate[3]).toMatchObject({ segment: { name: 'region', value: null } });
  });

  test('three lines suffice, and what is absent is absent by name', () => {
    const contract = contractOf(
      'model: churn\nsource: {format: json}\nmap: {id: $.request_id, time: $.ts, score: $.p}\n',
    );
    expect(contract.labels).toBeNull();
    expect(contract.randomised_by).toBeNull();
    expect(new Set(Object.values(contract.automation))).toEqual(new Set(['dry-run']));
  });

  test.each([
    ['a gate outside the grammar', 'auc >= 0.84', 'auc is good', 15, 'gates.validate.0'],
    ['an unknown member', 'owner: churn-oncall', 'ownr: churn-oncall', 22, 'ownr'],
    ['a base window that is none', 'base: 1m', 'base: 7m', 11, 'windows.base'],
    ['a share above one', '5%, 25%', '5%, 250%', 16, 'gates.deploy.canary.2'],
    [
      'a map for a segment that is not named',
      'unit: $.account',
      'segments: {plan: $.plan}',
      6,
      'map.segments.plan',
    ],
  ])('names line and field of %s', (_what, right, wrong, line, path) => {
    expect(problemsOf(CHURN.replace(right, wrong))[0]).toMatchObject({ line, path });
  });

  test('an early label is an outcome: it needs a topic of them', () => {
    const named = CHURN.replace('source: crm,', 'source: crm, proxy: late_payment,');
    expect(contractOf(named).labels?.proxy).toBe('late_payment');
    expect(problemsOf(named.replace('outcomes: outcomes.v1, ', ''))).toEqual([
      expect.objectContaining({ line: 10, path: 'labels.proxy' }),
    ]);
  });

  test('lists every problem at once, as file:line:column', () => {
    const broken = CHURN.replace('base: 1m', 'base: 7m').replace('task: binary', 'task: guessing');
    expect(() => parseContractFile(broken, 'churn.yml')).toThrow(/churn\.yml:2:\d+ task: /);
  });

  test('reports YAML that cannot be read with its place', () => {
    expect(problemsOf('model: [churn\n')[0]).toMatchObject({ line: 2 });
  });

  test('notes are for people: text alone, or a kind with a span of time; a wrong time is named with its place', () => {
    const contract = contractOf(
      'model: m\nnotes:\n  - Weather is real.\n  - { kind: injected, text: Mornings are late, from: 2001-04-01 }\n',
    );
    expect(contract.notes).toEqual([
      { kind: 'note', text: 'Weather is real.' },
      { kind: 'injected', text: 'Mornings are late', from: '2001-04-01' },
    ]);
    expect(contractOf('model: m\n')).not.toHaveProperty('notes');
    expect(problemsOf('model: m\nnotes:\n  - { text: Mornings are late, from: April }\n')).toEqual([
      expect.objectContaining({ line: 3 }),
    ]);
  });
});
