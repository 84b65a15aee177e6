/** Member names and positions from the root of a JSON document. */
export type JsonPath = readonly (string | number)[];

const STEP = /\.([^.[\]'"\s]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/y;

/** Reads `$`, `.name`, `['name']` and `[n]`, nothing else. Throws an Error that quotes the path. */
export function parseJsonPath(text: string): JsonPath {
  const path: (string | number)[] = [];
  STEP.lastIndex = 1;
  if (!text.startsWith('$')) throw new Error(`${text} does not begin with $`);
  while (STEP.lastIndex < text.length) {
    const at = STEP.lastIndex;
    const match = STEP.exec(text);
    if (match === null) throw new Error(`${text} cannot be read from ${text.slice(at)} on`);
    path.push(match[4] === undefined ? (match[1] ?? match[2] ?? match[3] ?? '') : Number(match[4]));
  }
  return path;
}

/** The value at a path; undefined where the path leads nowhere. */
export function valueAt(document: unknown, path: JsonPath): unknown {
  let value = document;
  for (const step of path) {
    if (value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value) !== (typeof step === 'number') || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Whether what should hold the last step of a path is there: an object for a name, an array for a position. */
export function hasParent(document: unknown, path: JsonPath): boolean {
  const parent = valueAt(document, path.slice(0, -1));
  if (parent === null || typeof parent !== 'object') return false;
  return Array.isArray(parent) === (typeof path.at(-1) === 'number');
}
