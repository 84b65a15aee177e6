import { leaves } from '../rows/found.js';
import type { Group, Target } from '../rows/found.js';
import type { AvroType } from './avro-type.js';
import { LENGTH, LONG, store, storeNothing } from './avro-source.js';

/**
 * Reads one datum at [p, end) of `b` (with `v` a view of the same bytes) into numbers and texts. Returns 0, −1 when the
 * bytes are not of the schema, or 1 + the index of the target whose value it cannot take.
 */
export type AvroReader = (
  b: Uint8Array,
  v: DataView,
  p: number,
  end: number,
  numbers: Float64Array,
  texts: Int32Array,
) => number;

/**
 * Generates a reader from the writer's schema: fields with a target are stored, all others skipped, targets without a
 * field are made absent. Pure: the text depends on the two arguments only. Throws an Error that names a field the
 * target cannot hold.
 */
export function compileAvro(type: AvroType, targets: Group): AvroReader {
  if (type.kind !== 'record') throw new Error('the schema is no record');
  const order = leaves(targets).map(([, target]) => target);
  const met = new Set<Target>();
  const code = readRecord(type, targets, { order, met, depth: 0 });
  const absent = order.filter((target) => !met.has(target)).map(storeNothing);
  // The text is made of numbers and of words above only: no name or value of a schema gets into it.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  const make = new Function(
    `return function readDatum(b, v, p, end, N, T) {
let c = 0, n = 0, m = 0, i = 0;
${absent.join('\n')}
${code}
return p === end ? 0 : -1;
}`,
  ) as () => AvroReader;
  return make();
}

interface Context {
  readonly order: readonly Target[];
  readonly met: Set<Target>;
  readonly depth: number;
}

function readRecord(type: AvroType & { kind: 'record' }, group: Group | undefined, context: Context): string {
  return type.fields
    .map((field) => {
      const name = field.names.find(
        (candidate) => group !== undefined && Object.hasOwn(group.members, candidate),
      );
      const target = name === undefined ? undefined : group?.members[name];
      try {
        return read(field.type, target, context);
      } catch (error) {
        throw new Error(`${field.names[0]}: ${(error as Error).message}`, { cause: error });
      }
    })
    .join('\n');
}

/** Code that moves `p` behind a value and, with a target, stores it. */
function read(type: AvroType, target: Target | undefined, context: Context): string {
  if (target !== undefined && target.kind !== 'group') context.met.add(target);
  switch (type.kind) {
    case 'null':
      return target === undefined ? '' : storeAbsence(target, context);
    case 'union':
      return readUnion(type.branches, target, context);
    case 'record':
      if (target !== undefined && target.kind !== 'group' && target.kind !== 'texts')
        throw new Error(`a record cannot be stored as ${target.kind}`);
      if (target?.kind === 'texts')
        return `${storeNothing(target)} N[${target.count}] = ${target.names.length}; ${readRecord(type, byName(target), context)}`;
      return readRecord(type, target, context);
    case 'array':
      return readArray(type.items, target, context);
    case 'map':
      return readMap(type.values, target, context);
    case 'boolean':
    case 'int':
    case 'long':
    case 'float':
    case 'double':
    case 'string':
    case 'bytes':
    case 'fixed':
    case 'enum':
      return readScalar(type, target, context);
  }
}

/** Segments written as a record are found by their names. */
const byName = ({ names, at }: Target & { kind: 'texts' }): Group => ({
  kind: 'group',
  members: Object.fromEntries(names.map((name, i) => [name, { kind: 'text', at: at + i }])),
});

function storeAbsence(target: Target, { met }: Context): string {
  if (target.kind !== 'group') return storeNothing(target);
  return leaves(target)
    .map(([, leaf]) => {
      met.add(leaf);
      return storeNothing(leaf);
    })
    .join('\n');
}

function readUnion(branches: readonly AvroType[], target: Target | undefined, context: Context): string {
  const cases = branches.map((branch, i) => {
    const one = read(branch, target, context);
    return `case ${2 * i}: { ${one} break; }`;
  });
  return `switch (b[p++]) { ${cases.join('\n')} default: return -1; }`;
}

type AvroScalar = Exclude<AvroType, { kind: 'null' | 'union' | 'record' | 'array' | 'map' }>;

function readScalar(type: AvroScalar, target: Target | undefined, { order }: Context): string {
  const refused = `return ${target === undefined ? -1 : 1 + order.indexOf(target)};`;
  switch (type.kind) {
    case 'boolean':
      return `if (b[p] > 1) return -1; ${store(target, 'b[p]', 'number', refused)} p += 1;`;
    case 'int':
    case 'long':
      if (target === undefined) return 'do { c = b[p++]; } while (c > 127);';
      return `${LONG} ${store(target, type.perMs === 1 ? 'n' : `Math.floor(n / ${type.perMs})`, 'number', refused)}`;
    case 'float':
      return `if (p + 4 > end) return -1; ${store(target, 'v.getFloat32(p, true)', 'number', refused)} p += 4;`;
    case 'double':
      return `if (p + 8 > end) return -1; ${store(target, 'v.getFloat64(p, true)', 'number', refused)} p += 8;`;
    case 'string':
      return `${LENGTH} ${store(target, '', 'text', refused)} p += n;`;
    case 'bytes':
      if (target !== undefined) throw new Error('bytes cannot be stored');
      return `${LENGTH} p += n;`;
    case 'fixed':
      if (target !== undefined) throw new Error('fixed cannot be stored');
      return `p += ${type.size}; if (p > end) return -1;`;
    case 'enum': {
      if (target === undefined) return `c = b[p++]; while (c > 127) c = b[p++];`;
      if (target.kind !== 'choice') throw new Error(`an enum cannot be stored as ${target.kind}`);
      const codes = type.symbols.map((symbol) => target.choices[symbol.toLowerCase()] ?? -1);
      const tests = codes.map(
        (code, i) => `if (n === ${i}) ${code < 0 ? refused : `N[${target.at}] = ${code};`} else`,
      );
      return `${LONG} ${tests.join(' ')} return -1;`;
    }
  }
}

function readArray(items: AvroType, target: Target | undefined, context: Context): string {
  const inner = { ...context, depth: context.depth + 1 };
  const count = `k${context.depth}`;
  const left = `l${context.depth}`;
  let body: string;
  if (target === undefined) body = read(items, undefined, inner);
  else if (target.kind === 'texts' || target.kind === 'free-texts') {
    const capacity = target.kind === 'texts' ? Math.max(target.names.length, 64) : target.capacity;
    if (items.kind !== 'string') throw new Error('only an array of strings can be stored');
    const room = target.kind === 'texts' ? target.names.length : capacity;
    body = `${LENGTH} if (${count} < ${room}) { T[2 * (${target.at} + ${count})] = p; T[2 * (${target.at} + ${count}) + 1] = n; } ${count}++; p += n; if (${count} > ${capacity}) return ${1 + context.order.indexOf(target)};`;
  } else if (target.kind === 'numbers') {
    if (items.kind !== 'float' && items.kind !== 'double')
      throw new Error('only an array of numbers can be stored');
    const [size, get] = items.kind === 'float' ? [4, 'getFloat32'] : [8, 'getFloat64'];
    body = `if (p + ${size} > end) return -1; if (${count} >= ${target.capacity}) return ${1 + context.order.indexOf(target)}; N[${target.at} + ${count}++] = v.${get}(p, true); p += ${size};`;
  } else throw new Error(`an array cannot be stored as ${target.kind}`);
  const done = target !== undefined && 'count' in target ? `N[${target.count}] = ${count};` : '';
  return `{ let ${count} = 0; ${blocks(left, body)} ${done} }`;
}

function readMap(values: AvroType, target: Target | undefined, context: Context): string {
  const inner = { ...context, depth: context.depth + 1 };
  const left = `l${context.depth}`;
  if (target === undefined)
    return `{ ${blocks(left, `${LENGTH} p += n; ${read(values, undefined, inner)}`)} }`;
  if (target.kind !== 'shares' || values.kind !== 'double')
    throw new Error(`a map cannot be stored as ${target.kind}`);
  const { at, textAt, count, capacity } = target;
  const body = `if (k >= ${capacity}) return ${1 + context.order.indexOf(target)}; ${LENGTH} T[2 * (${textAt} + k)] = p; T[2 * (${textAt} + k) + 1] = n; p += n; if (p + 8 > end) return -1; N[${at} + k++] = v.getFloat64(p, true); p += 8;`;
  return `{ let k = 0; ${blocks(left, body)} N[${count}] = k; }`;
}

/** Avro's blocks of items: a count, a negative one with a size in bytes behind it, until a count of 0. */
const blocks = (left: string, body: string): string =>
  `for (;;) { ${LONG} let ${left} = n; if (${left} === 0) break; if (${left} < 0) { ${left} = -${left}; ${LONG} }
if (${left} > end - p) return -1;
while (${left}-- > 0) { ${body} if (p > end) return -1; } }`;
