import type { DriftCell } from '../../report/cells.js';
import { meets, scopeOf } from '../../scope.js';
import type { Window } from '../../window.js';
import { countedDrift, isDrifting, type CountedDrift, type DriftState } from './drift.js';
import type { OwnChange, WorldState } from './ledger.js';

/** A calendar change that somebody announced: its identity, when it takes effect (ms), and its own words. */
export type Announcement = Pick<OwnChange, 'id' | 'at' | 'summary'>;

/** Time in which an input has been away from its reference: its first drift window (ms), and what was announced of it. */
export interface DriftSpell {
  readonly began: Window;
  readonly announced: Announcement | null;
}

/** Spells by input. They outlive the six drift windows that are kept, so that what explains a spell explains all of it. */
export type DriftSpells = Readonly<Record<string, DriftSpell>>;

/** The calendar change that meets an input and takes effect where something of it began, or in the window before. */
export function announcedFor(
  { changes }: Pick<WorldState, 'changes'>,
  {
    feature,
    source,
    began,
  }: { readonly feature: string; readonly source: string | null; readonly began: Window },
): Announcement | null {
  const scope = scopeOf(`feature=${feature}`, ...(source === null ? [] : [`source=${source}`]));
  const earliest = began[0] - (began[1] - began[0]);
  const met = changes.find(
    (change) =>
      change.kind === 'calendar' &&
      change.at >= earliest &&
      change.at <= began[1] &&
      meets(change.scope, scope),
  );
  return met ? { id: met.id, at: met.at, summary: met.summary } : null;
}

/** Folds the drift as it stands after a report: spells begin when drift counts and end when no kept window does. */
export function observeDriftSpells(
  spells: DriftSpells,
  drift: DriftState,
  cells: readonly DriftCell[],
  world: Pick<WorldState, 'changes'>,
): DriftSpells {
  const going = Object.entries(spells).filter(([feature]) => isDrifting(drift, feature));
  const kept: Record<string, DriftSpell> = Object.fromEntries(going);
  for (const { feature, since } of countedDrift(drift)) {
    const cell = cells.find((one) => one.feature === feature);
    const before = kept[feature];
    const length = cell ? cell.over[1] - cell.over[0] : 0;
    const began = before?.began ?? ([since, since + length] as const);
    const source = cell?.source ?? null;
    // Words may come after the deed: they are heard as long as the spell lasts.
    const announced = before?.announced ?? announcedFor(world, { feature, source, began });
    kept[feature] = { began, announced };
  }
  return kept;
}

/** Drift that counts, since when it lasts, told apart by whether somebody had announced it. */
export function toldDrift(
  drift: DriftState,
  spells: DriftSpells,
): { readonly announced: readonly CountedDrift[]; readonly unannounced: readonly CountedDrift[] } {
  const counted = countedDrift(drift).map((one) => ({
    ...one,
    since: spells[one.feature]?.began[0] ?? one.since,
  }));
  const isAnnounced = ({ feature }: CountedDrift): boolean => spells[feature]?.announced != null;
  return {
    announced: counted.filter(isAnnounced),
    unannounced: counted.filter((one) => !isAnnounced(one)),
  };
}
