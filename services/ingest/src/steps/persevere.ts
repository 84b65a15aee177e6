import { CheckrideError } from '@checkride/domain/errors';

/** Repeats an act until it succeeds; `alive` is asked before each attempt, and no means Abandoned. */
export type Persevere = <T>(alive: () => boolean, act: () => Promise<T>) => Promise<T>;

/** Thrown when the partitions were taken away before their shelf was flushed: nothing is wrong. */
export class Abandoned extends Error {}

/** What happens around the waiting. */
export interface PersevereDeps {
  /** After the failure number `failures` of one act. */
  readonly onFailure: (error: unknown, failures: number) => void;
  readonly onRecovery: () => void;
  /** Waits before attempt `failures` + 1. */
  readonly pause: (failures: number) => Promise<void>;
}

/**
 * Retriable errors, and rejections that wait for a person (a missing table, a wrong password), are repeated without
 * limit: no row is ever given up for what is not its fault.
 */
export function createPersevere({ onFailure, onRecovery, pause }: PersevereDeps): Persevere {
  return async function persevere(alive, act) {
    for (let failures = 0; ;) {
      if (!alive()) throw new Abandoned();
      try {
        const result = await act();
        if (failures > 0) onRecovery();
        return result;
      } catch (error) {
        if (!(error instanceof CheckrideError)) throw error;
        failures += 1;
        onFailure(error, failures);
        await pause(failures);
      }
    }
  };
}
