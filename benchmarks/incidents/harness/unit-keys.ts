const MASK = 0x1fffff;

/**
 * A 53-bit hash of an id (FNV-1a in two lanes, mixed as in MurmurHash3): what stands for the store's SHA-256 prefix where
 * a quarter of a million ids are hashed an episode.
 */
export function unitKey(id: string): number {
  let [a, b] = [0x811c9dc5, 0x9747b28c];
  for (let i = 0; i < id.length; i += 1) {
    const code = id.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x5bd1e995);
  }
  a = mix(a);
  b = mix(b ^ a);
  return (b & MASK) * 2 ** 32 + (a >>> 0);
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
