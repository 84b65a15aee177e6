import type { Target } from '../rows/found.js';
import type { JsonCursor } from './json-cursor.js';
import { timeOfNumber, timeOfText } from './json-time.js';

const MOST_TIME_BYTES = 40;

/** Where numbers, counts and texts (as indexes of starts) of these targets stand. */
export function absentPlaces(targets: readonly Target[]) {
  const numbers: number[] = [];
  const counts: number[] = [];
  const texts: number[] = [];
  for (const target of targets) {
    if (target.kind === 'group') continue;
    if ('count' in target) counts.push(target.count);
    else if (target.kind !== 'text') numbers.push(target.at);
    if (target.kind === 'text') texts.push(2 * target.at);
    if (target.kind === 'value') texts.push(2 * target.textAt);
  }
  return {
    numbers: Int32Array.from(numbers),
    counts: Int32Array.from(counts),
    texts: Int32Array.from(texts),
  };
}

/** Stores the text the cursor read; false when the target does not take texts. */
export function placeText(
  target: Target,
  cursor: JsonCursor,
  numbers: Float64Array,
  texts: Int32Array,
): boolean {
  const { start, length } = cursor;
  switch (target.kind) {
    case 'text':
      texts[2 * target.at] = start;
      texts[2 * target.at + 1] = length;
      return true;
    case 'value':
      texts[2 * target.textAt] = start;
      texts[2 * target.textAt + 1] = length;
      return true;
    case 'time': {
      const ms = length > MOST_TIME_BYTES ? undefined : timeOfText(cursor.latin1());
      numbers[target.at] = ms ?? NaN;
      return ms !== undefined;
    }
    case 'choice': {
      const word = cursor.latin1().toLowerCase();
      if (!Object.hasOwn(target.choices, word)) return false;
      numbers[target.at] = target.choices[word] ?? NaN;
      return true;
    }
    case 'number':
    case 'texts':
    case 'numbers':
    case 'free-texts':
    case 'shares':
    case 'group':
      return false;
  }
}

/** Stores the number the cursor read; false when the target does not take it, or only in another spelling. */
export function placeNumber(
  target: Target,
  cursor: JsonCursor,
  numbers: Float64Array,
  texts: Int32Array,
): boolean {
  switch (target.kind) {
    case 'number':
    case 'value':
      numbers[target.at] = cursor.value;
      return true;
    case 'time':
      numbers[target.at] = timeOfNumber(cursor.value);
      return true;
    case 'text':
      // An id written as a number: only plain digits read the same as the number would be written.
      if (!cursor.plainInteger) return false;
      texts[2 * target.at] = cursor.start;
      texts[2 * target.at + 1] = cursor.length;
      return true;
    case 'choice':
    case 'texts':
    case 'numbers':
    case 'free-texts':
    case 'shares':
    case 'group':
      return false;
  }
}

/** Stores true, false or null (which leaves the target absent). */
export function placeWord(
  target: Target,
  cursor: JsonCursor,
  numbers: Float64Array,
  texts: Int32Array,
): boolean {
  if (cursor.word0 === 0x6e) return true;
  switch (target.kind) {
    case 'number':
    case 'value':
      numbers[target.at] = cursor.word0 === 0x74 ? 1 : 0;
      return true;
    case 'text':
      texts[2 * target.at] = cursor.start;
      texts[2 * target.at + 1] = cursor.length;
      return true;
    case 'time':
    case 'choice':
    case 'texts':
    case 'numbers':
    case 'free-texts':
    case 'shares':
    case 'group':
      return false;
  }
}
