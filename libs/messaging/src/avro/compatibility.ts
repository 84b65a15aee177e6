import { CheckrideError } from '@checkride/domain/errors';
import { parseSchema } from './avro-codec.js';

type Json = string | readonly Json[] | { readonly [member: string]: unknown };

/** Backward compatibility: whoever knows the newer schema reads what the older wrote. Throws CHK_SCHEMA_INCOMPATIBLE saying why not. */
export function refuseUnreadable(newer: object, older: object, subject: string): void {
  try {
    parseSchema(newer).createResolver(parseSchema(older));
  } catch (error) {
    throw new CheckrideError('CHK_SCHEMA_INCOMPATIBLE', `${subject}: ${String(error)}`, {
      remedy: 'Give a new field a default, keep the types and names of old ones, or use a new subject.',
      cause: error,
    });
  }
}

/**
 * Refuses a schema of others whose array items may take no bytes: four bytes of such data claim billions of items.
 * Throws CHK_SCHEMA_INCOMPATIBLE naming the place.
 */
export function refuseEmptyItems(schema: unknown): void {
  parseSchema(schema);
  const named = new Map<string, Json>();
  const visit = (type: Json, path: string): void => {
    if (typeof type === 'string') return;
    if (Array.isArray(type)) return type.forEach((branch: Json) => visit(branch, path));
    const node = type as { readonly [member: string]: unknown };
    if (typeof node['name'] === 'string') named.set(node['name'], type);
    if (node['type'] === 'array') {
      if (mayBeEmpty(node['items'] as Json, named, new Set()))
        throw new CheckrideError(
          'CHK_SCHEMA_INCOMPATIBLE',
          `${path || 'the schema'}: array items of no width`,
          {
            remedy: 'Use an int for the number of items.',
          },
        );
      visit(node['items'] as Json, `${path}[]`);
    }
    if (node['type'] === 'map') visit(node['values'] as Json, `${path}{}`);
    for (const field of (node['fields'] ?? []) as { name: string; type: Json }[])
      visit(field.type, path === '' ? field.name : `${path}.${field.name}`);
    if (typeof node['type'] === 'object') visit(node['type'] as Json, path);
  };
  visit(schema as Json, '');
}

/** Whether a datum of the type can take no bytes. A union, map or array always writes a number. */
function mayBeEmpty(type: Json, named: ReadonlyMap<string, Json>, open: Set<Json>): boolean {
  if (type === 'null') return true;
  if (typeof type === 'string') {
    const known = named.get(type);
    return known !== undefined && mayBeEmpty(known, named, open);
  }
  if (Array.isArray(type)) return false;
  const node = type as { readonly [member: string]: unknown };
  if (node['type'] === 'fixed') return node['size'] === 0;
  if (node['type'] === 'record') {
    if (open.has(type)) return true;
    open.add(type);
    return ((node['fields'] ?? []) as { type: Json }[]).every((field) => mayBeEmpty(field.type, named, open));
  }
  return ['array', 'map', 'enum'].includes(String(node['type']))
    ? false
    : mayBeEmpty(node['type'] as Json, named, open);
}
