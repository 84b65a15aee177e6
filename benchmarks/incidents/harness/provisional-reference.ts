import type { ModelContract } from '@checkride/domain/contract/contract';
import type { ReferenceProfile } from '@checkride/domain/contract/reference-profile';
import type { Slot } from '@checkride/domain/contract/slots';
import { buildProfile } from '@checkride/runner/steps/build-profile';
import type { StoredPrediction } from '@checkride/store/memory/stored-rows';

const ENOUGH_ROWS = 10_000;
const ENOUGH_MS = 3 * 86_400_000;

/** The reference of a model nobody trained here: its first live answers, 10 000 of them or those of three days. */
export class ProvisionalReference {
  private readonly rows: StoredPrediction[] = [];
  private done = false;

  constructor(
    private readonly contract: ModelContract,
    private readonly slots: readonly Slot[],
  ) {}

  see(row: StoredPrediction): void {
    if (!this.done && row.arm === 'live' && this.rows.length < ENOUGH_ROWS) this.rows.push(row);
  }

  /** The profile, once, when there is enough of it by `now` (ms). */
  take(now: number, version: string): ReferenceProfile | null {
    const first = this.rows[0];
    if (this.done || !first) return null;
    if (this.rows.length < ENOUGH_ROWS && now - first.eventTime < ENOUGH_MS) return null;
    this.done = true;
    const { rows, slots, contract } = this;
    const at = (array: Slot['array']) => slots.filter((slot) => slot.array === array && !slot.retired);
    const column = <T>(of: Slot, values: (row: StoredPrediction) => readonly T[]): [string, T[]] => [
      of.feature,
      rows.map((row) => values(row)[of.slot - 1] as T),
    ];
    const profile = buildProfile({
      version,
      trainingRows: rows.length,
      figures: {},
      scores: Float64Array.from(rows.map(({ score }) => score).filter((score) => !Number.isNaN(score))),
      rows: {
        ids: rows.map(({ id }) => id),
        times: rows.map(({ eventTime }) => eventTime),
        labels: [],
        segments: Object.fromEntries(
          contract.segments.map((name, i) => [name, rows.map(({ segments }) => segments[i] ?? '')]),
        ),
        numbers: Object.fromEntries([
          ...at('num').map((slot) => column(slot, ({ num }) => num)),
          ...at('num64').map((slot) => column(slot, ({ num64 }) => num64)),
        ]),
        categories: Object.fromEntries(at('cat').map((slot) => column(slot, ({ cat }) => cat))),
      },
    });
    this.rows.length = 0;
    return profile;
  }
}
