import { liftDigest } from '../lift-digest.js';
import { answer, type Turn } from '../turn.js';
import type { Body } from './body.js';

/** A person's word that an artifact may serve again; named by its digest or by the first eight digits of it. */
export function lift(turn: Turn, { digest, reason }: Body<'lift'>): void {
  const known = turn.state.quarantined_digests.filter((other) => isNamed(other, digest));
  const [only] = known;
  if (only === undefined || known.length > 1) {
    const listed = turn.state.quarantined_digests.join(', ') || 'none is';
    answer(turn, 'lift', 'refused', `${digest} is not quarantined; quarantined: ${listed}`, {
      version: null,
    });
    return;
  }
  liftDigest(turn, only, reason);
}

const SHORTEST_NAME = 8;

const isNamed = (digest: string, name: string): boolean =>
  digest === name || (name.length >= SHORTEST_NAME && digest.startsWith(name));
