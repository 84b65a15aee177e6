import { fault } from '../rows/fault.js';
import type { Fault } from '../rows/fault.js';
import type { Found, Target } from '../rows/found.js';
import { hasParent, valueAt } from './json-path.js';
import type { JsonField } from './json-paths.js';
import { timeOfNumber, timeOfText } from './json-time.js';
import type { TextScratch } from './text-scratch.js';

/** Reads a parsed document into numbers and texts; texts are copied behind what stands on the scratch bytes. */
export function readJson(
  document: unknown,
  fields: readonly JsonField[],
  found: Found,
  scratch: TextScratch,
): Fault | undefined {
  for (const { name, target, paths } of fields) {
    let value: unknown;
    for (const path of paths) {
      value = valueAt(document, path);
      if (value !== undefined || hasParent(document, path)) break;
    }
    const problem = place(name, target, value ?? null, found, scratch);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const badType = (name: string, value: unknown, wanted: string): Fault =>
  fault('bad_type', `${name} is ${JSON.stringify(value)?.slice(0, 60)}, not ${wanted}`);

function place(
  name: string,
  target: Target,
  value: unknown,
  found: Found,
  scratch: TextScratch,
): Fault | undefined {
  const { numbers: n, texts: t } = found;
  switch (target.kind) {
    case 'number':
      if (typeof value === 'boolean') n[target.at] = value ? 1 : 0;
      else if (value === null) n[target.at] = NaN;
      else if (typeof value === 'number') n[target.at] = value;
      else return badType(name, value, 'a number');
      return undefined;
    case 'time':
      return placeTime(name, target.at, value, found);
    case 'text':
      if (value === null) t[2 * target.at] = -1;
      else if (typeof value === 'string') scratch.put(value, t, target.at);
      else if (typeof value === 'number' || typeof value === 'boolean')
        scratch.put(String(value), t, target.at);
      else return badType(name, value, 'a text');
      return undefined;
    case 'value':
      n[target.at] = typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : NaN;
      if (typeof value === 'string') scratch.put(value, t, target.textAt);
      else t[2 * target.textAt] = -1;
      return typeof value === 'object' && value !== null
        ? badType(name, value, 'a number or a class')
        : undefined;
    case 'choice': {
      const word = typeof value === 'string' ? value.toLowerCase() : '';
      n[target.at] = NaN;
      if (value === null) return undefined;
      if (!Object.hasOwn(target.choices, word))
        return badType(name, value, Object.keys(target.choices).join(' or '));
      n[target.at] = target.choices[word] ?? NaN;
      return undefined;
    }
    case 'numbers':
      return placeNumbers(name, target, value ?? [], found);
    case 'free-texts':
      return placeTexts(name, target, value ?? [], found, scratch);
    case 'shares':
      return placeShares(name, target, value ?? {}, found, scratch);
    case 'texts':
    case 'group':
      return undefined;
  }
}

function placeTime(name: string, at: number, value: unknown, { numbers }: Found): Fault | undefined {
  const ms =
    typeof value === 'number' ? timeOfNumber(value) : typeof value === 'string' ? timeOfText(value) : value;
  if (ms === undefined)
    return fault('bad_time', `${name} is ${JSON.stringify(value).slice(0, 60)}, not a time`);
  if (ms !== null && typeof ms !== 'number') return badType(name, value, 'a time');
  numbers[at] = ms ?? NaN;
  return undefined;
}

function placeNumbers(
  name: string,
  target: Target & { kind: 'numbers' },
  value: unknown,
  { numbers }: Found,
): Fault | undefined {
  if (
    !Array.isArray(value) ||
    value.length > target.capacity ||
    value.some((item) => typeof item !== 'number')
  )
    return badType(name, value, `at most ${target.capacity} numbers`);
  value.forEach((item: number, i) => (numbers[target.at + i] = item));
  numbers[target.count] = value.length;
  return undefined;
}

function placeTexts(
  name: string,
  target: Target & { kind: 'free-texts' },
  value: unknown,
  { numbers, texts }: Found,
  scratch: TextScratch,
): Fault | undefined {
  if (
    !Array.isArray(value) ||
    value.length > target.capacity ||
    value.some((item) => typeof item !== 'string')
  )
    return badType(name, value, `at most ${target.capacity} texts`);
  value.forEach((item: string, i) => scratch.put(item, texts, target.at + i));
  numbers[target.count] = value.length;
  return undefined;
}

function placeShares(
  name: string,
  target: Target & { kind: 'shares' },
  value: unknown,
  { numbers, texts }: Found,
  scratch: TextScratch,
): Fault | undefined {
  const shares =
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined;
  if (
    shares === undefined ||
    shares.length > target.capacity ||
    shares.some(([, share]) => typeof share !== 'number')
  )
    return badType(name, value, 'shares by version');
  shares.forEach(([version, share], i) => {
    scratch.put(version, texts, target.textAt + i);
    numbers[target.at + i] = share as number;
  });
  numbers[target.count] = shares.length;
  return undefined;
}
