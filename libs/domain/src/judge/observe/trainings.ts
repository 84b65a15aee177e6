import type { LedgerEntry, TrainedOn } from '../../lifecycle/ledger.js';

/** What versions were trained on, as the ledger tells it: the newest eight. Of versions brought ready made it says nothing. */
export type Trainings = Readonly<Record<string, TrainedOn>>;

const VERSIONS_KEPT = 8;

/** Folds the ledger part of a report; an entry heard twice changes nothing. */
export function observeTrainings(trainings: Trainings, entries: readonly LedgerEntry[]): Trainings {
  const told = entries.flatMap(({ version, answer, trained }) =>
    version !== null && answer === 'applied' && trained ? [[version, trained] as const] : [],
  );
  if (told.length === 0) return trainings;
  return Object.fromEntries([...Object.entries(trainings), ...told].slice(-VERSIONS_KEPT));
}
