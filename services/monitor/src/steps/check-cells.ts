import type { ServingRow } from '@checkride/store/queries/read-serving.query';
import type { ModelRecord } from '@checkride/domain/contract/model-record';
import type { Slot } from '@checkride/domain/contract/slots';
import type { Role } from '@checkride/domain/release';
import type { CheckCell } from '@checkride/domain/report/cells';
import { byKeys } from './evidence.js';

interface Check {
  readonly check: CheckCell['check'];
  readonly feature: string;
  readonly source: string | null;
  readonly count: (row: ServingRow) => number;
}

/** The input checks of a contract: missing values always, ranges where it sets one, unseen values where any are known. */
function checksOf({ contract, slots, reference }: ModelRecord): Check[] {
  return slots
    .filter((slot) => !slot.retired)
    .flatMap((slot): Check[] => {
      const spec = contract.features.find(({ name }) => name === slot.feature);
      const source = spec?.source ?? null;
      const counted = (check: CheckCell['check'], kind: 'missing' | 'outside' | 'unseen'): Check => ({
        check,
        feature: slot.feature,
        source,
        count: (row) => countsOf(row, slot, kind)[slot.slot - 1] ?? 0,
      });
      const ranged = slot.array !== 'cat' && (spec?.min !== undefined || spec?.max !== undefined);
      const known =
        slot.array === 'cat' &&
        (spec?.values !== undefined ||
          reference?.categorical.some((one) => one.feature === slot.feature && one.values.length > 0));
      return [
        counted('null', 'missing'),
        ...(ranged ? [counted('range', 'outside')] : []),
        ...(known ? [counted('unseen', 'unseen')] : []),
      ];
    });
}

function countsOf(
  row: ServingRow,
  { array }: Slot,
  kind: 'missing' | 'outside' | 'unseen',
): readonly number[] {
  if (array === 'cat') return kind === 'missing' ? row.cat_missing : row.cat_unseen;
  if (array === 'num64') return kind === 'missing' ? row.num64_missing : row.num64_outside;
  return kind === 'missing' ? row.num_missing : row.num_outside;
}

/** Input checks of live answers by feature, region and role, versions of one role together, in canonical order. */
export function checkCells(serving: readonly ServingRow[], record: ModelRecord): CheckCell[] {
  const checks = checksOf(record);
  const places = new Map<string, ServingRow[]>();
  for (const row of serving) {
    if (row.arm !== 'live') continue;
    const place = `${row.region}\0${row.role}`;
    places.set(place, [...(places.get(place) ?? []), row]);
  }
  return [...places.values()]
    .flatMap((rows) =>
      checks.map(({ check, feature, source, count }) => ({
        check,
        feature,
        source,
        region: rows[0]!.region,
        role: rows[0]!.role as Role,
        n: rows.reduce((sum, row) => sum + row.n, 0),
        k: rows.reduce((sum, row) => sum + count(row), 0),
      })),
    )
    .sort(byKeys((cell) => [cell.feature, cell.check, cell.region, cell.role]));
}
