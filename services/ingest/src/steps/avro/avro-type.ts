/** An Avro type with names resolved: all that reading a datum needs. `perMs` is how many units of a time make a ms. */
export type AvroType =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean' | 'float' | 'double' | 'bytes' | 'string' }
  | { readonly kind: 'int' | 'long'; readonly perMs: number }
  | { readonly kind: 'fixed'; readonly size: number }
  | { readonly kind: 'enum'; readonly symbols: readonly string[] }
  | { readonly kind: 'array'; readonly items: AvroType }
  | { readonly kind: 'map'; readonly values: AvroType }
  | { readonly kind: 'union'; readonly branches: readonly AvroType[] }
  | { readonly kind: 'record'; readonly name: string; readonly fields: readonly AvroField[] };

/** A field of a record. `names` are its own and its aliases, the feature name it stands for first when told. */
export interface AvroField {
  readonly names: readonly string[];
  readonly type: AvroType;
}

type Json = string | readonly Json[] | { readonly [key: string]: unknown };

/** Reads a schema from its JSON text. Throws an Error that says what is not supported (recursion, zero-width items). */
export function parseAvroType(schema: string): AvroType {
  return read(JSON.parse(schema) as Json, '', new Map());
}

function read(json: Json, namespace: string, named: Map<string, AvroType | null>): AvroType {
  if (typeof json === 'string') return byName(json, namespace, named);
  if (Array.isArray(json))
    return { kind: 'union', branches: (json as Json[]).map((branch) => read(branch, namespace, named)) };
  const object = json as Record<string, unknown>;
  const type = object['type'] as Json;
  if (typeof type !== 'string') return read(type, namespace, named);
  switch (type) {
    case 'array': {
      const items = read(object['items'] as Json, namespace, named);
      if (width(items) === 0) throw new Error('an array of items without bytes has no bound');
      return { kind: 'array', items };
    }
    case 'map':
      return { kind: 'map', values: read(object['values'] as Json, namespace, named) };
    case 'record':
    case 'enum':
    case 'fixed':
      return define(type, object, namespace, named);
    case 'int':
    case 'long':
      return { kind: type, perMs: object['logicalType'] === 'timestamp-micros' ? 1000 : 1 };
    default:
      return byName(type, namespace, named);
  }
}

function define(
  type: 'record' | 'enum' | 'fixed',
  object: Record<string, unknown>,
  outer: string,
  named: Map<string, AvroType | null>,
): AvroType {
  const own = object['name'] as string;
  const namespace = own.includes('.')
    ? own.slice(0, own.lastIndexOf('.'))
    : ((object['namespace'] as string | undefined) ?? outer);
  const full = own.includes('.') || namespace === '' ? own : `${namespace}.${own}`;
  named.set(full, null);
  const made: AvroType =
    type === 'fixed'
      ? { kind: 'fixed', size: object['size'] as number }
      : type === 'enum'
        ? { kind: 'enum', symbols: object['symbols'] as string[] }
        : {
            kind: 'record',
            name: full,
            fields: (object['fields'] as Record<string, unknown>[]).map((field) => ({
              names: [
                ...(typeof field['feature'] === 'string' ? [field['feature']] : []),
                field['name'] as string,
                ...((field['aliases'] as string[] | undefined) ?? []),
              ],
              type: read(field['type'] as Json, namespace, named),
            })),
          };
  named.set(full, made);
  return made;
}

function byName(name: string, namespace: string, named: Map<string, AvroType | null>): AvroType {
  switch (name) {
    case 'null':
    case 'boolean':
    case 'float':
    case 'double':
    case 'bytes':
    case 'string':
      return { kind: name };
    case 'int':
    case 'long':
      return { kind: name, perMs: 1 };
    default: {
      const type = named.get(name) ?? named.get(`${namespace}.${name}`);
      if (type) return type;
      throw new Error(type === null ? `${name} contains itself` : `${name} is no known type`);
    }
  }
}

/** Least bytes a datum of the type takes. */
function width(type: AvroType): number {
  switch (type.kind) {
    case 'null':
      return 0;
    case 'fixed':
      return type.size;
    case 'record':
      return type.fields.reduce((sum, field) => sum + width(field.type), 0);
    case 'array':
    case 'boolean':
    case 'bytes':
    case 'double':
    case 'enum':
    case 'float':
    case 'int':
    case 'long':
    case 'map':
    case 'string':
    case 'union':
      return 1;
  }
}
