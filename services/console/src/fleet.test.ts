import { describe, expect, test } from '@jest/globals';
import type { FleetRow } from '@checkride/store/queries/console/fleet.query';
import { fleetModel } from './fleet.js';

const ROW: FleetRow = {
  model: 'm',
  owner: '',
  clock: 'live',
  contract_version: 1,
  headline: '',
  reason: '',
  rule: '',
  decision_id: '',
  decided_at: 0,
  window: 0,
  route: '',
  predictions_24h: 0,
};
const route = (roles: Record<string, string>, shares: Record<string, number>): string =>
  JSON.stringify({ roles, shares: { '*': shares } });

describe('a model of the fleet', () => {
  test('that was never judged nor served says so by nulls, not by empty words or 1970', () => {
    expect(fleetModel(ROW)).toMatchObject({
      owner: null,
      headline: null,
      decision_id: null,
      decided_at: null,
      window: null,
      version: null,
      release: null,
      share: null,
    });
  });

  test('in a release names the version in production, the candidate and its share', () => {
    const row = { ...ROW, route: route({ v1: 'control', v2: 'candidate' }, { v1: 0.9, v2: 0.1 }) };
    expect(fleetModel(row)).toMatchObject({ version: 'v1', release: 'v2', share: 0.1 });
  });

  test('outside a release has one version and no share', () => {
    expect(fleetModel({ ...ROW, route: route({ v3: 'sole' }, { v3: 1 }) })).toMatchObject({
      version: 'v3',
      release: null,
      share: null,
    });
  });
});
