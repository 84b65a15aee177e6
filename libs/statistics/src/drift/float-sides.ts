const SMALLEST_NORMAL = 2.2250738585072014e-308;

function asFloat32(x: number): number {
  const rounded = Math.fround(x);
  return Number.isFinite(rounded) ? rounded : x;
}

function nextAbove(x: number): number {
  if (x === 0) return SMALLEST_NORMAL;
  const bits = new BigInt64Array(1);
  const value = new Float64Array(bits.buffer);
  value[0] = x;
  bits[0] = (bits[0] ?? 0n) + (x > 0 ? 1n : -1n);
  return value[0];
}

/** Edge at or below x, whether x is read as a double or as the float32 that the events table stores. */
export function lowerSide(x: number): number {
  return Math.min(x, asFloat32(x));
}

/** Edge just above x in both readings: with `lowerSide` it fences a point mass into one bin. */
export function upperSide(x: number): number {
  return nextAbove(Math.max(x, asFloat32(x)));
}
