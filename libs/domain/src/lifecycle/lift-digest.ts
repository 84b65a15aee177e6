import { answer, patch, type Turn } from './turn.js';
import { mayHappen, moveVersion } from './version-steps.js';

/** Ends the quarantine of an artifact: versions made of it may be promoted again. False when it is not quarantined. */
export function liftDigest(turn: Turn, digest: string, reason: string): boolean {
  const { quarantined_digests, versions } = turn.state;
  if (!quarantined_digests.includes(digest)) return false;
  patch(turn, { quarantined_digests: quarantined_digests.filter((other) => other !== digest) });
  const freed = Object.values(versions).filter(
    (version) => version.artifact_digest === digest && version.stage === 'quarantined',
  );
  for (const { version } of freed)
    if (mayHappen(turn.state.versions[version], 'lifted')) moveVersion(turn, version, 'lifted');
  answer(turn, 'lift', 'applied', reason, { version: freed.at(-1)?.version ?? null });
  return true;
}
