import type { Session } from 'chdb';
import type { Role } from './engine.js';
import { identifier, quoted } from './sql-text.js';

/** What a connection carries for its whole life: none of it can be taken back on a connection once set. */
export interface ConnectionProfile {
  readonly role: Role;
  readonly database: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Names of query parameters: a value left over from another set of names must never be seen. */
  readonly parameterNames: readonly string[];
}

/** A connection held by one request. */
export interface Lease {
  readonly session: Session;
  /** Gives it back; `spoilt` when its state is no longer what the profile says, or it may still be busy. */
  release(spoilt: boolean): void;
}

/** Exclusive engine connections: one connection runs one query at a time, so a request holds one. */
export interface ConnectionPool {
  acquire(profile: ConnectionProfile): Promise<Lease>;
  close(): void;
}

/** A pool of at most `limit` connections; the one idle for longest makes room, then requests wait in order. */
export function createConnectionPool(connect: (role: Role) => Session, limit: number): ConnectionPool {
  const idle: { key: string; session: Session }[] = [];
  const waiting: (() => void)[] = [];
  let open = 0;

  const retire = (session: Session): void => {
    session.close();
    open -= 1;
  };
  const take = (key: string): Session | undefined => {
    const index = idle.findLastIndex((entry) => entry.key === key);
    return index < 0 ? undefined : idle.splice(index, 1)[0]?.session;
  };
  const reserve = async (): Promise<void> => {
    while (open >= limit) {
      const oldest = idle.shift();
      if (oldest !== undefined) retire(oldest.session);
      else await new Promise<void>((resolve) => waiting.push(resolve));
    }
    open += 1;
  };
  const lease = (key: string, session: Session): Lease => ({
    session,
    release(spoilt) {
      if (spoilt) retire(session);
      else idle.push({ key, session });
      waiting.shift()?.();
    },
  });
  return {
    async acquire(profile) {
      const key = JSON.stringify([profile.role, profile.database, profile.settings, profile.parameterNames]);
      const known = take(key);
      if (known !== undefined) return lease(key, known);
      await reserve();
      // Another request may have given back the very connection while this one waited; opening costs half a millisecond.
      let session: Session | undefined;
      try {
        session = connect(profile.role);
        await prepare(session, profile);
        return lease(key, session);
      } catch (error) {
        session?.close();
        open -= 1;
        waiting.shift()?.();
        throw error;
      }
    },
    close() {
      for (const entry of idle.splice(0)) retire(entry.session);
    },
  };
}

async function prepare(session: Session, profile: ConnectionProfile): Promise<void> {
  if (profile.database !== 'default') await session.queryAsync(`USE ${identifier(profile.database)}`);
  const settings = Object.entries(profile.settings).map(
    ([name, value]) => `${identifier(name)} = ${quoted(value)}`,
  );
  if (settings.length > 0) await session.queryAsync(`SET ${settings.join(', ')}`);
}
