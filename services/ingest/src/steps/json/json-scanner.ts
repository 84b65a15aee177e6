import type { Target } from '../rows/found.js';
import type { JsonShape } from './json-shape.js';
import { JsonCursor } from './json-cursor.js';
import { absentPlaces, placeNumber, placeText, placeWord } from './scan-target.js';
import { scanTree } from './scan-tree.js';
import type { ScanNode, ScanTree } from './scan-tree.js';

const OBJECT = 1;
const ARRAY = 2;
const SCALAR = 3;

/**
 * Reads JSON documents of one shape without making objects of them: texts stay where they stand. It says no to
 * everything unusual (escapes, names twice, other types, another shape, bad JSON): the plain way then decides, so that
 * a yes always means what the plain way would have found.
 */
export class JsonScanner {
  private readonly tree: ScanTree;
  /** Places to be emptied before each document: numbers to NaN, counts to 0, texts to absent. */
  private readonly absent: {
    readonly numbers: Int32Array;
    readonly counts: Int32Array;
    readonly texts: Int32Array;
  };
  /** What was met at each place, by the number of the document. */
  private readonly seen: Float64Array;
  private document = 0;
  private readonly cursor = new JsonCursor();
  private numbers: Float64Array = new Float64Array(0);
  private texts: Int32Array = new Int32Array(0);

  constructor(shape: JsonShape) {
    this.tree = scanTree(shape);
    this.seen = new Float64Array(this.tree.size);
    this.absent = absentPlaces(shape.places.map(({ target }) => target));
  }

  /** Reads the document at [p, end) of `b`; false when the plain way must be taken. */
  scan(b: Buffer, p: number, end: number, numbers: Float64Array, texts: Int32Array): boolean {
    this.numbers = numbers;
    this.texts = texts;
    this.document += 4;
    const { cursor, tree, absent } = this;
    for (let i = 0; i < absent.numbers.length; i++) numbers[absent.numbers[i]!] = NaN;
    for (let i = 0; i < absent.counts.length; i++) numbers[absent.counts[i]!] = 0;
    for (let i = 0; i < absent.texts.length; i++) texts[absent.texts[i]!] = -1;
    cursor.open(b, p, end);
    if (cursor.peek() !== 0x7b || !this.object(tree.root, 0) || !cursor.atEnd()) return false;
    for (const { id, array } of tree.required)
      if (this.seen[id] !== this.document + (array ? ARRAY : OBJECT)) return false;
    return true;
  }

  private object(node: ScanNode, depth: number): boolean {
    const { cursor } = this;
    if (node.objectForbidden || !this.meet(node, OBJECT) || depth > 32) return false;
    node.next = 0;
    if (!cursor.enter(0x7d)) return cursor.fine;
    do {
      if (!cursor.name()) return false;
      const member = node.find(cursor.bytes, cursor.start, cursor.length);
      if (!cursor.colon()) return false;
      if (!(member === undefined ? cursor.passOver(depth + 1) : this.value(member.node, depth + 1)))
        return false;
    } while (cursor.more(0x7d));
    return cursor.fine;
  }

  private array(node: ScanNode, depth: number): boolean {
    const { cursor } = this;
    if (node.arrayForbidden || !this.meet(node, ARRAY) || depth > 32) return false;
    const list = node.targets.find(({ kind }) => kind === 'numbers');
    if (node.targets.length > 0 && list === undefined) return false;
    if (!cursor.enter(0x5d)) return cursor.fine;
    let index = 0;
    do {
      const below = node.items[index];
      if (list !== undefined) {
        if (!this.listed(list, index)) return false;
      } else if (!(below === undefined ? cursor.passOver(depth + 1) : this.value(below, depth + 1)))
        return false;
      index += 1;
    } while (cursor.more(0x5d));
    return cursor.fine;
  }

  /** A number of an array of numbers. */
  private listed(list: Target, index: number): boolean {
    this.cursor.peek();
    if (list.kind !== 'numbers' || index >= list.capacity || !this.cursor.number()) return false;
    this.numbers[list.at + index] = this.cursor.value;
    this.numbers[list.count] = index + 1;
    return true;
  }

  private value(node: ScanNode, depth: number): boolean {
    const { cursor, numbers, texts } = this;
    const c = cursor.peek();
    if (c === 0x7b) return node.targets.length === 0 && this.object(node, depth);
    if (c === 0x5b) return this.array(node, depth);
    if (!this.meet(node, SCALAR)) return false;
    if (c === 0x22) {
      if (!cursor.text()) return false;
      for (let i = 0; i < node.targets.length; i++)
        if (!placeText(node.targets[i]!, cursor, numbers, texts)) return false;
      return true;
    }
    if (c === 0x74 || c === 0x66 || c === 0x6e) {
      if (!cursor.word()) return false;
      for (const target of node.targets) if (!placeWord(target, cursor, numbers, texts)) return false;
      return true;
    }
    if (!cursor.number()) return false;
    for (let i = 0; i < node.targets.length; i++)
      if (!placeNumber(node.targets[i]!, cursor, numbers, texts)) return false;
    return true;
  }

  /** Notes that a place was met; a place met twice means a name twice, of which the last would count. */
  private meet({ id }: ScanNode, kind: number): boolean {
    const before = this.seen[id]!;
    if (before > this.document) return false;
    this.seen[id] = this.document + kind;
    return true;
  }
}
