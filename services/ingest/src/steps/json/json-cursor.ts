import { isUtf8 } from './utf8.js';

const POWERS = Array.from({ length: 23 }, (_, i) => 10 ** i);
/** Digits a double holds exactly, whatever they are. */
const EXACT_DIGITS = 15;

/**
 * A place in JSON text that moves from token to token and says false at the first thing that is not plain JSON without
 * escapes. Behind the text stands a 0 byte, which ends every loop. Names and texts are [start, start + length); a number is `value` as JSON.parse reads it.
 */
export class JsonCursor {
  bytes: Buffer = Buffer.alloc(0);
  start = 0;
  length = 0;
  value = 0;
  /** Whether the number is plain digits, without sign, point or exponent, few enough to be exact. */
  plainInteger = false;
  /** First letter of the last true, false or null. */
  word0 = 0;
  /** Whether the last list or object ended as it should. */
  fine = false;
  private p = 0;
  private end = 0;

  open(bytes: Buffer, p: number, end: number): void {
    this.bytes = bytes;
    this.p = p;
    this.end = end;
  }

  /** The next byte that is no white space. */
  peek(): number {
    const b = this.bytes;
    let p = this.p;
    let c = b[p]!;
    if (c > 0x20) return c;
    while (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) c = b[++p]!;
    this.p = p;
    return c;
  }

  atEnd(): boolean {
    this.peek();
    return this.p === this.end;
  }

  /** Steps into a list or object; false when it is empty, with `fine` set. */
  enter(close: number): boolean {
    this.p++;
    this.fine = this.peek() === close;
    if (this.fine) this.p++;
    return !this.fine;
  }

  /** Whether another item follows; at the end of the list `fine` says whether it ended with `close`. */
  more(close: number): boolean {
    const c = this.peek();
    this.p++;
    this.fine = c === close;
    return c === 0x2c;
  }

  /** A member's name. */
  name(): boolean {
    return this.peek() === 0x22 && this.text();
  }

  colon(): boolean {
    const found = this.peek() === 0x3a;
    this.p++;
    return found;
  }

  /** A text from its quote on; an escape is not read. */
  text(): boolean {
    const b = this.bytes;
    const start = this.p + 1;
    let p = start;
    let bits = 0;
    for (let c = b[p]!; c !== 0x22; c = b[++p]!) {
      if (c < 0x20 || c === 0x5c) return false;
      bits |= c;
    }
    if (bits > 127 && !isUtf8(b, start, p - start)) return false;
    this.start = start;
    this.length = p - start;
    this.p = p + 1;
    return true;
  }

  /** The last token as text. */
  latin1(): string {
    return this.bytes.toString('latin1', this.start, this.start + this.length);
  }

  /** true, false or null. */
  word(): boolean {
    const { bytes: b, p } = this;
    const word = b[p] === 0x74 ? 'true' : b[p] === 0x66 ? 'false' : 'null';
    for (let i = 0; i < word.length; i++) if (b[p + i] !== word.charCodeAt(i)) return false;
    this.word0 = b[p]!;
    this.start = p;
    this.length = word.length;
    this.p = p + word.length;
    return true;
  }

  /** A number by the grammar of JSON; up to 15 digits and 22 places are exact as mantissa / 10^places (Clinger 1990). */
  number(): boolean {
    const b = this.bytes;
    const start = this.p;
    let p = start;
    let c = b[p]!;
    const negative = c === 0x2d;
    if (negative) c = b[++p]!;
    const first = p;
    let mantissa = 0;
    while (c >= 0x30 && c <= 0x39) {
      mantissa = mantissa * 10 + c - 0x30;
      c = b[++p]!;
    }
    let digits = p - first;
    if (digits === 0 || (digits > 1 && b[first] === 0x30)) return false;
    let places = 0;
    if (c === 0x2e) {
      const point = p + 1;
      c = b[++p]!;
      while (c >= 0x30 && c <= 0x39) {
        mantissa = mantissa * 10 + c - 0x30;
        c = b[++p]!;
      }
      places = p - point;
      if (places === 0) return false;
      digits += places;
    }
    this.start = start;
    this.p = p;
    if (digits > EXACT_DIGITS || c === 0x65 || c === 0x45) return this.longNumber();
    this.length = p - start;
    this.plainInteger = places === 0 && !negative;
    if (places > 0) mantissa /= POWERS[places]!;
    this.value = negative ? -mantissa : mantissa;
    return true;
  }

  /** The rest of a number with an exponent or many digits. */
  private longNumber(): boolean {
    const b = this.bytes;
    const p = b[this.p] === 0x65 || b[this.p] === 0x45 ? exponentEnd(b, this.p) : this.p;
    if (p < 0) return false;
    this.p = p;
    this.length = p - this.start;
    this.plainInteger = false;
    this.value = Number(this.latin1());
    return true;
  }

  /** Passes over the value at p of other bytes; returns where it ends, or −1. */
  passOverAt(bytes: Buffer, p: number): number {
    this.bytes = bytes;
    this.p = p;
    return this.passOver(1) ? this.p : -1;
  }

  /** Passes over any value. */
  passOver(depth: number): boolean {
    const c = this.peek();
    if (c === 0x22) return this.text();
    if (c === 0x74 || c === 0x66 || c === 0x6e) return this.word();
    if (c !== 0x7b && c !== 0x5b) return this.number();
    if (depth > 32) return false;
    const close = c + 2;
    if (!this.enter(close)) return true;
    do {
      if (c === 0x7b && !(this.name() && this.colon())) return false;
      if (!this.passOver(depth + 1)) return false;
    } while (this.more(close));
    return this.fine;
  }
}

/** Where the exponent that begins at p ends; −1 without digits. */
export function exponentEnd(b: Uint8Array, p: number): number {
  p++;
  if (b[p] === 0x2b || b[p] === 0x2d) p++;
  const from = p;
  while (b[p]! >= 0x30 && b[p]! <= 0x39) p++;
  return p === from ? -1 : p;
}
