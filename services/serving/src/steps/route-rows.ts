import { allocation } from '@checkride/domain/ids';
import { versionFor, type RouteRecord } from '@checkride/domain/release';
import type { ModelContract } from '@checkride/domain/contract/contract';
import type { Arm } from '@checkride/domain/events/prediction';
import type { ScoreRow } from '../adapters/score-request.js';

/** Rows one version answers, by their positions in the request. */
export interface RoutedGroup {
  readonly version: string;
  readonly arm: Arm;
  readonly positions: readonly number[];
}

/** Divides rows among versions as the route says, by unit or by request; shadow versions answer every row beside. */
export function routeRows(
  route: RouteRecord,
  contract: ModelContract,
  rows: readonly ScoreRow[],
): RoutedGroup[] {
  const byVersion = new Map<string, number[]>();
  rows.forEach((row, position) => {
    const unit = route.randomised_by === 'unit' ? (row.unit ?? row.id) : row.id;
    const region = contract.region === null ? null : (row.segments[contract.region] ?? null);
    const version = versionFor(route, region, allocation(route.release, unit));
    if (version === undefined) return;
    const positions = byVersion.get(version);
    if (positions) positions.push(position);
    else byVersion.set(version, [position]);
  });
  const live = [...byVersion].map(([version, positions]): RoutedGroup => ({
    version,
    arm: 'live',
    positions,
  }));
  const everyRow = rows.map((_, position) => position);
  return [
    ...live,
    ...route.shadow.map((version): RoutedGroup => ({ version, arm: 'shadow', positions: everyRow })),
  ];
}

/** Every row to one version, as a probe asks. */
export const probed = (version: string, rows: number): RoutedGroup[] => [
  { version, arm: 'live', positions: Array.from({ length: rows }, (_, position) => position) },
];
