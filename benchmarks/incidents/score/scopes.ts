import { meets } from '@checkride/domain/scope';

/** How the words of scopes relate in one episode: sources to their features, and the regions that matter. */
export interface ScopeWords {
  readonly featuresOf: Readonly<Record<string, readonly string[]>>;
  /** Regions with at least 20 rows in the window before. */
  readonly regions: readonly string[];
}

type Written = string | readonly string[] | undefined;

const listed = (scope: Written): readonly string[] =>
  scope === undefined ? ['all'] : typeof scope === 'string' ? [scope] : scope;

/** A scope in one spelling: sources as their features, the only region as everywhere, sorted. */
export function plain(scope: Written, { featuresOf, regions }: ScopeWords): string[] {
  const words = listed(scope).flatMap((word) => {
    if (word.startsWith('source=')) {
      const features = featuresOf[word.slice('source='.length)] ?? [];
      return features.length === 0 ? [word] : features.map((feature) => `feature=${feature}`);
    }
    return word.startsWith('region=') && regions.length === 1 ? [] : [word];
  });
  const named = new Set(words.filter((word) => word.startsWith('region=')));
  const everywhere = regions.length > 0 && regions.every((region) => named.has(`region=${region}`));
  const kept = words.filter((word) => word !== 'all' && !(everywhere && named.has(word)));
  return kept.length === 0 ? ['all'] : [...new Set(kept)].sort();
}

/** Whether two scopes are the same set. */
export const sameScope = (a: Written, b: Written, words: ScopeWords): boolean =>
  plain(a, words).join() === plain(b, words).join();

/** Whether two scopes can hold for one row. */
export const scopesMeet = (a: Written, b: Written, words: ScopeWords): boolean =>
  meets(plain(a, words), plain(b, words));
