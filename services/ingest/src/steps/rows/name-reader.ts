/** Reads names, remembering the last one: most messages of a schema are of one model. */
export function createNameReader(): (b: Uint8Array, start: number, length: number) => string {
  let known = '';
  let spelled = new Uint8Array(0);
  return function nameAt(b, start, length) {
    let same = length === spelled.length;
    for (let i = 0; same && i < length; i++) same = b[start + i] === spelled[i];
    if (same) return known;
    spelled = b.slice(start, start + length);
    known = Buffer.from(spelled).toString();
    return known;
  };
}
