/** Whether b[p, p+n) is UTF-8 (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF. */
export function isUtf8(b: Uint8Array, p: number, n: number): boolean {
  const end = p + n;
  while (p < end) {
    const c = b[p++]!;
    if (c < 0x80) continue;
    let more = 0;
    let least = 0x80;
    let most = 0xbf;
    if (c >= 0xc2 && c <= 0xdf) more = 1;
    else if (c >= 0xe0 && c <= 0xef) {
      more = 2;
      if (c === 0xe0) least = 0xa0;
      if (c === 0xed) most = 0x9f;
    } else if (c >= 0xf0 && c <= 0xf4) {
      more = 3;
      if (c === 0xf0) least = 0x90;
      if (c === 0xf4) most = 0x8f;
    } else return false;
    if (p + more > end) return false;
    for (; more > 0; more--) {
      const next = b[p++]!;
      if (next < least || next > most) return false;
      least = 0x80;
      most = 0xbf;
    }
  }
  return true;
}
