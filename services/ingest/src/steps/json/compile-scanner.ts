import { storeNothing } from '../avro/avro-source.js';
import type { Target } from '../rows/found.js';
import { JsonCursor, exponentEnd } from './json-cursor.js';
import type { JsonShape } from './json-shape.js';
import { timeOfNumber, timeOfText } from './json-time.js';
import { scanTree } from './scan-tree.js';
import type { ScanNode } from './scan-tree.js';
import { isUtf8 } from './utf8.js';

/** Reads a document from p on; returns where it ends, or −1 when it is not written like the example. */
export type ScanCode = (b: Buffer, p: number, numbers: Float64Array, texts: Int32Array) => number;

const MOST_TIME_BYTES = 40;
const POWERS = Array.from({ length: 16 }, (_, i) => 10 ** i);
/** How producers space their JSON: not at all, or as Python does. */
const STYLES = [
  { colon: ':', comma: ',' },
  { colon: ': ', comma: ', ' },
] as const;

/**
 * Generates straight-line code for documents whose members stand in the order of an example, spaced like it: names are
 * compared, values of no interest are passed over, all else is left where it stands. A 0 byte must stand behind the
 * document. Undefined when the example has something the code would not gain from.
 */
export function compileScanner(shape: JsonShape, document: unknown, text: string): ScanCode | undefined {
  const style = STYLES.find(({ colon, comma }) => JSON.stringify(document) === unspaced(text, colon, comma));
  const met = new Set<Target>();
  const code = style && readObject(document, scanTree(shape).root, style, met);
  if (code === undefined) return undefined;
  const absent = shape.places
    .filter(({ target }) => !met.has(target))
    .map(({ target }) => storeNothing(target));
  const cursor = new JsonCursor();
  const passOver = (b: Buffer, p: number): number => cursor.passOverAt(b, p);
  const timeAt = (b: Buffer, p: number, n: number): number =>
    timeOfText(b.toString('latin1', p, p + Math.min(n, MOST_TIME_BYTES))) ?? NaN;
  const numberAt = (b: Buffer, p: number, end: number): number => Number(b.toString('latin1', p, end));
  // The text is made of numbers and of words above only: names of members become the codes of their bytes.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(
    'POWERS',
    'isUtf8',
    'passOver',
    'timeOf',
    'timeAt',
    'numberAt',
    'exponentEnd',
    `return function scanDocument(b, p, N, T) {
let c = 0, d = 0, k = 0, m = 0, q = 0, s = 0, bits = 0, negative = false;
${absent.join('\n')}
${code}
return p;
}`,
  ) as (...helpers: unknown[]) => ScanCode;
  return make(POWERS, isUtf8, passOver, timeOfNumber, timeAt, numberAt, exponentEnd);
}

/** The text without the style's spaces, if they are all there are outside of texts. */
const unspaced = (text: string, colon: string, comma: string): string =>
  colon === ':' && comma === ','
    ? text
    : text.replace(/"(?:[^"\\]|\\.)*"|[:,] /g, (token) => (token.startsWith('"') ? token : token.trim()));

function readObject(
  value: unknown,
  node: ScanNode,
  style: (typeof STYLES)[number],
  met: Set<Target>,
): string | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const parts: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const lead = parts.length === 0 ? '{' : style.comma;
    const below = node.members.find(({ bytes }) => bytes.toString() === name)?.node;
    const code = below === undefined ? PASS_OVER : readMember(member, below, style, met);
    if (code === undefined) return undefined;
    parts.push(`${expected(`${lead}${JSON.stringify(name)}${style.colon}`)} ${code}`);
  }
  if (parts.length === 0) return undefined;
  return `${parts.join('\n')}\n${expected('}')}`;
}

function readMember(
  value: unknown,
  node: ScanNode,
  style: (typeof STYLES)[number],
  met: Set<Target>,
): string | undefined {
  const [target, more] = node.targets;
  if (target === undefined) return node.members.length > 0 ? readObject(value, node, style, met) : undefined;
  if (more !== undefined || node.members.length > 0 || node.items.length > 0) return undefined;
  met.add(target);
  const isNull = 'c === 110 && b[p + 1] === 117 && b[p + 2] === 108 && b[p + 3] === 108';
  const stored = storedValue(target);
  return stored && `c = b[p]; if (${isNull}) { ${storeNothing(target)} p += 4; } else ${stored}`;
}

function storedValue(target: Target): string | undefined {
  switch (target.kind) {
    case 'number':
      return `{ ${NUMBER} N[${target.at}] = m; }`;
    case 'time':
      return `if (c === 34) { ${TEXT} m = timeAt(b, d, p - 1 - d); if (m !== m) return -1; N[${target.at}] = m; } else { ${NUMBER} N[${target.at}] = timeOf(m); }`;
    case 'text': {
      // An id written as a number reads the same when it is plain digits.
      const digits = `{ ${NUMBER} if (p - q !== k || k > 15) return -1; T[${2 * target.at}] = q; T[${2 * target.at + 1}] = k; }`;
      return `if (c === 34) { ${TEXT} T[${2 * target.at}] = d; T[${2 * target.at + 1}] = p - 1 - d; } else ${digits}`;
    }
    case 'value':
      return `if (c === 34) { ${TEXT} T[${2 * target.textAt}] = d; T[${2 * target.textAt + 1}] = p - 1 - d; N[${target.at}] = NaN; } else { ${NUMBER} N[${target.at}] = m; T[${2 * target.textAt}] = -1; }`;
    case 'choice': {
      const tests = Object.entries(target.choices).map(
        ([word, code]) =>
          `if (p - 1 - d === ${word.length} && ${[...word].map((letter, i) => `b[d + ${i}] === ${letter.charCodeAt(0)}`).join(' && ')}) N[${target.at}] = ${code};`,
      );
      return `if (c === 34) { ${TEXT} ${tests.join(' else ')} else return -1; } else return -1;`;
    }
    case 'texts':
    case 'numbers':
    case 'free-texts':
    case 'shares':
    case 'group':
      return undefined;
  }
}

const expected = (text: string): string => {
  const bytes = [...Buffer.from(text)];
  return `if (${bytes.map((byte, i) => `b[p + ${i}] !== ${byte}`).join(' || ')}) return -1; p += ${bytes.length};`;
};

const PASS_OVER = 'p = passOver(b, p); if (p < 0) return -1;';

/** A text from its quote on: [d, p − 1), p behind it. */
const TEXT =
  'd = ++p; bits = 0; c = b[p]; while (c !== 34) { if (c < 32 || c === 92) return -1; bits |= c; c = b[++p]; } if (bits > 127 && !isUtf8(b, d, p - d)) return -1; p++;';

const DIGITS = 'while (c >= 48 && c <= 57) { m = m * 10 + c - 48; c = b[++p]; }';

/** A number into m: up to 15 digits exact as mantissa / 10^places, more digits and exponents by the engine. */
const NUMBER = `q = p; negative = c === 45; if (negative) c = b[++p]; d = p; m = 0; s = 0; ${DIGITS} k = p - d; if (k === 0 || (k > 1 && b[d] === 48)) return -1; if (c === 46) { d = ++p; c = b[p]; ${DIGITS} s = p - d; if (s === 0) return -1; k += s; } if (c === 101 || c === 69) { p = exponentEnd(b, p); if (p < 0) return -1; m = numberAt(b, q, p); } else if (k > 15) m = numberAt(b, q, p); else { m /= POWERS[s]; if (negative) m = -m; }`;
