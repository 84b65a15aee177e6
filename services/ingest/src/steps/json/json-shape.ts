import type { Target } from '../rows/found.js';
import { hasParent } from './json-path.js';
import type { JsonPath } from './json-path.js';
import type { JsonField } from './json-paths.js';

/** Where the fields of documents of one shape stand, and what must not be there for that to hold. */
export interface JsonShape {
  readonly places: readonly { readonly path: JsonPath; readonly target: Target }[];
  /** Containers that must be there: objects, or arrays where the number is true. */
  readonly required: readonly Container[];
  /** Containers that must not be there: an earlier place of a field would be in them. */
  readonly forbidden: readonly Container[];
}

/** An object or an array at a path. */
export interface Container {
  readonly path: JsonPath;
  readonly array: boolean;
}

/** Which of its paths each field of this document is found by: equal keys mean equal shapes. */
export function choicesOf(document: unknown, fields: readonly JsonField[]): number[] {
  return fields.map(({ paths }) => {
    const chosen = paths.findIndex((path) => hasParent(document, path));
    return chosen < 0 ? paths.length - 1 : chosen;
  });
}

/** The shape that belongs to such choices. */
export function shapeOf(fields: readonly JsonField[], choices: readonly number[]): JsonShape {
  const parentOf = (path: JsonPath): Container => ({
    path: path.slice(0, -1),
    array: typeof path.at(-1) === 'number',
  });
  const required: Container[] = [];
  const forbidden: Container[] = [];
  const places = fields.map(({ target, paths }, i) => {
    const choice = choices[i] ?? 0;
    paths.slice(0, choice).forEach((path) => forbidden.push(parentOf(path)));
    const path = paths[choice] ?? [];
    if (choice < paths.length - 1) required.push(parentOf(path));
    return { path, target };
  });
  return { places, required, forbidden };
}
