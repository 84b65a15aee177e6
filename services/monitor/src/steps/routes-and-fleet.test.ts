import { describe, expect, test } from '@jest/globals';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { RouteRecord } from '@checkride/domain/release';
import { companions, fleetBlock } from './fleet-block.js';
import { contrastedRevisions, routeRoles } from './route-roles.js';

const route = (
  revision: number,
  release: string,
  roles: RouteRecord['roles'],
  randomised_by: RouteRecord['randomised_by'] = 'unit',
): RouteRecord =>
  ({ model: 'm', revision, release, roles, randomised_by, decided_at: revision * 1_000 }) as RouteRecord;

describe('routes', () => {
  const routes = [
    route(1, 'none', { v1: 'sole' }),
    route(2, 'r1', { v1: 'control', v2: 'candidate' }),
    route(3, 'r1', { v1: 'holdback', v2: 'candidate' }),
    route(4, 'r1', { v2: 'sole' }),
    route(5, 'r2', { v2: 'control', v3: 'candidate' }, null),
  ];

  test('compare roles when a candidate stands beside a control or holdback and somebody is assigned at random', () => {
    expect([...contrastedRevisions(routes).keys()]).toEqual([2, 3]);
  });

  test('count the epochs of a release from its first comparison', () => {
    const rows = routeRoles(routes);
    expect(
      rows.filter(({ release }) => release === 'r1').every(({ released_at }) => released_at === 2_000),
    ).toBe(true);
    expect(rows.find(({ version }) => version === 'v3')).toMatchObject({
      role: 'candidate',
      randomised_by: 'none',
    });
  });
});

describe('the fleet', () => {
  const contract = (model: string, sources: string[], topic = 'p'): ModelContract =>
    ({
      model,
      source: { predictions: topic },
      features: sources.map((source) => ({ name: source, source })),
      gates: { monitor: { slo: { error_rate: 0.01 } } },
    }) as unknown as ModelContract;
  const all = [
    contract('b', ['crm']),
    contract('a', []),
    contract('c', ['crm', 'web']),
    contract('far', ['crm'], 'q'),
  ];

  test('of a model are the others on its topic', () => {
    expect(companions(all[1]!, all).map(({ model }) => model)).toEqual(['b', 'c']);
    expect(fleetBlock([], [])).toEqual({ models: 0, breaking: 0, by_source: {} });
  });

  test('breaks where failures are more than the objective explains', () => {
    // Of 100 answers at 1 %: P(X >= 5) = .0034, no break at 1e-3; P(X >= 7) = .0001, a break.
    const row = (model: string, failed: number) => ({ model, window: 0, n: 100, failed });
    const others = companions(all[1]!, all);
    expect(fleetBlock(others, [row('b', 5), row('c', 7)])).toEqual({
      models: 2,
      breaking: 1,
      by_source: { crm: { models: 2, breaking: 1 }, web: { models: 1, breaking: 1 } },
    });
  });
});
