import { sha256 } from '@checkride/domain/canonical';

/**
 * What answers mean by the artifact they name. Where an episode registers bytes, digests are theirs; a digest it
 * registers nothing for stands for the version that named it first, so that a version naming another's is seen.
 */
export class ArtifactClaims {
  private readonly registered = new Map<string, string>();
  private readonly firstNamedBy = new Map<string, string>();
  private speaksOfRegistered = false;

  constructor(artifacts: Readonly<Record<string, Uint8Array>>) {
    for (const [version, bytes] of Object.entries(artifacts)) this.registered.set(version, sha256(bytes));
  }

  /** Digest under which a version is registered. */
  digestOf(version: string): string {
    return this.registered.get(version) ?? sha256(version);
  }

  /** The registered digest an answer of a version means; empty when it names none. */
  meant(version: string, said: string): string {
    if (said === '') return '';
    const digest = said.replace(/^sha256:/, '').toLowerCase();
    if (this.isRegistered(digest)) {
      this.speaksOfRegistered = true;
      return digest;
    }
    // Beside answers that name registered artifacts, an unknown one is what it says: another artifact.
    if (this.speaksOfRegistered && this.registered.has(version)) return digest;
    const namedBy = this.firstNamedBy.get(digest) ?? version;
    this.firstNamedBy.set(digest, namedBy);
    return this.digestOf(namedBy);
  }

  private isRegistered(digest: string): boolean {
    for (const own of this.registered.values()) if (own === digest) return true;
    return false;
  }
}
