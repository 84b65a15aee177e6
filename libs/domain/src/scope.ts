/**
 * Where a statement holds: sorted words such as `region=eu`, `segment.risk=high`, `source=billing`, `feature=x`,
 * `labels`; `['all']` is everywhere. The same key joins by union, different keys by intersection.
 */
export type Scope = readonly string[];

/** Everywhere. */
export const EVERYWHERE: Scope = ['all'];

/** A scope of sorted distinct words; nothing or the word `all` means everywhere. */
export function scopeOf(...words: readonly string[]): Scope {
  const distinct = [...new Set(words)].sort();
  return distinct.length === 0 || distinct.includes('all') ? EVERYWHERE : distinct;
}

const byKey = (scope: Scope): Map<string, Set<string>> => {
  const keys = new Map<string, Set<string>>();
  for (const word of scope) {
    const [key = word, value = ''] = word.split('=', 2);
    keys.set(key, (keys.get(key) ?? new Set()).add(value));
  }
  return keys;
};

/** Whether two scopes can hold for the same row: they differ in no key that both name. */
export function meets(a: Scope, b: Scope): boolean {
  if (a.includes('all') || b.includes('all')) return true;
  const left = byKey(a);
  for (const [key, values] of byKey(b)) {
    const other = left.get(key);
    if (other && ![...values].some((value) => other.has(value))) return false;
  }
  return true;
}
