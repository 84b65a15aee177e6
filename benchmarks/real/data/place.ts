/** A place in [0, 1) that follows from a row and a seed alone (the finalizer of MurmurHash3 over both). */
export function place(row: number, seed: number): number {
  return mix(row ^ mix(seed + 0x9e3779b9)) / 2 ** 32;
}

function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
