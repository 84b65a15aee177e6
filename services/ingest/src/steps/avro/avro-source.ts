import type { Target } from '../rows/found.js';

const REST = `n = c & 127; m = 128; i = 0; do { c = b[p++]; n += (c & 127) * m; m *= 128; if (++i > 9) return -1; } while (c > 127); n = n % 2 === 0 ? n / 2 : -(n + 1) / 2;`;

/** Reads a zig-zag number at p into n; exact up to 2^53, and ten bytes at most. */
export const LONG = `c = b[p++]; if (c > 127) { ${REST} } else n = (c & 1) === 0 ? c >>> 1 : -(c + 1) / 2;`;

/** Reads the length of a text at p into n and checks that as many bytes are there. */
export const LENGTH = `c = b[p++]; if (c > 127) { ${REST} if (n < 0) return -1; } else { if ((c & 1) === 1) return -1; n = c >>> 1; } if (n > end - p) return -1;`;

/** Code that stores a value: a number expression, or the text at p of n bytes. Throws when the target cannot hold it. */
export function store(
  target: Target | undefined,
  value: string,
  kind: 'number' | 'text',
  refused: string,
): string {
  if (target === undefined) return '';
  const asText = (at: number): string => `T[${2 * at}] = p; T[${2 * at + 1}] = n;`;
  switch (target.kind) {
    case 'number':
    case 'time':
      if (kind === 'text') break;
      return `N[${target.at}] = ${value};`;
    case 'value':
      return kind === 'text'
        ? `N[${target.at}] = NaN; ${asText(target.textAt)}`
        : `N[${target.at}] = ${value}; T[${2 * target.textAt}] = -1;`;
    case 'text':
      if (kind === 'number') break;
      return asText(target.at);
    case 'choice': {
      if (kind === 'number') break;
      const tests = Object.entries(target.choices).map(
        ([word, code]) =>
          `if (n === ${word.length} && ${[...word].map((letter, at) => `(b[p + ${at}] | 32) === ${letter.charCodeAt(0)}`).join(' && ')}) N[${target.at}] = ${code}; else`,
      );
      return `${tests.join(' ')} ${refused}`;
    }
    case 'texts':
    case 'free-texts':
    case 'numbers':
    case 'shares':
    case 'group':
      break;
  }
  throw new Error(`a ${kind} cannot be stored as ${target.kind}`);
}

/** Code that makes a target absent. */
export function storeNothing(target: Target): string {
  switch (target.kind) {
    case 'number':
    case 'time':
    case 'choice':
      return `N[${target.at}] = NaN;`;
    case 'text':
      return `T[${2 * target.at}] = -1;`;
    case 'value':
      return `N[${target.at}] = NaN; T[${2 * target.textAt}] = -1;`;
    case 'texts':
      return `N[${target.count}] = 0; ${target.names.map((_, i) => `T[${2 * (target.at + i)}] = -1;`).join(' ')}`;
    case 'numbers':
    case 'free-texts':
    case 'shares':
      return `N[${target.count}] = 0;`;
    case 'group':
      return '';
  }
}
