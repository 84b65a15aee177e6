import type { Target } from '../rows/found.js';
import type { JsonShape } from './json-shape.js';

/** A place in documents of one shape: what is stored of it and what lies below it. */
export class ScanNode {
  readonly targets: Target[] = [];
  readonly members: ScanMember[] = [];
  readonly items: ScanNode[] = [];
  objectForbidden = false;
  arrayForbidden = false;
  /** The member that is expected next: documents of one producer keep their order. */
  next = 0;
  private readonly byHash = new Map<number, ScanMember[]>();

  constructor(readonly id: number) {}

  /** The member whose name is b[p, p+n). */
  find(b: Uint8Array, p: number, n: number): ScanMember | undefined {
    const expected = this.members[this.next];
    if (expected !== undefined && expected.is(b, p, n)) {
      this.next = expected.index + 1;
      return expected;
    }
    const bucket = n === 0 ? this.members : this.byHash.get(hashOf(b, p, n));
    const found = bucket?.find((member) => member.is(b, p, n));
    if (found !== undefined) this.next = found.index + 1;
    return found;
  }

  /** Adds a member by name. */
  add(name: string, node: ScanNode): void {
    const member = new ScanMember(Buffer.from(name), this.members.length, node);
    this.members.push(member);
    const { bytes } = member;
    if (bytes.length === 0) return;
    const hash = hashOf(bytes, 0, bytes.length);
    this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), member]);
  }
}

/** A named member of a place. */
class ScanMember {
  constructor(
    readonly bytes: Buffer,
    readonly index: number,
    readonly node: ScanNode,
  ) {}

  is(b: Uint8Array, p: number, n: number): boolean {
    const { bytes } = this;
    if (bytes.length !== n) return false;
    for (let i = 0; i < n; i++) if (bytes[i] !== b[p + i]) return false;
    return true;
  }
}

const hashOf = (b: Uint8Array, p: number, n: number): number =>
  (n << 16) ^ (b[p]! << 8) ^ (b[p + (n >> 1)]! << 4) ^ b[p + n - 1]!;

/** The tree of a shape, how many places it has, and the ids of containers that must be there. */
export interface ScanTree {
  readonly root: ScanNode;
  readonly size: number;
  readonly required: readonly { readonly id: number; readonly array: boolean }[];
}

/** The tree of places of a shape. */
export function scanTree({ places, required, forbidden }: JsonShape): ScanTree {
  let size = 0;
  const root = new ScanNode(size++);
  const nodeAt = (path: readonly (string | number)[]): ScanNode => {
    let node = root;
    for (const step of path) {
      let below =
        typeof step === 'number'
          ? node.items[step]
          : node.members.find(({ bytes }) => bytes.toString() === step)?.node;
      if (below === undefined) {
        below = new ScanNode(size++);
        if (typeof step === 'number') node.items[step] = below;
        else node.add(step, below);
      }
      node = below;
    }
    return node;
  };
  for (const { path, target } of places) nodeAt(path).targets.push(target);
  for (const { path, array } of forbidden) nodeAt(path)[array ? 'arrayForbidden' : 'objectForbidden'] = true;
  const ids = required.map(({ path, array }) => ({ id: nodeAt(path).id, array }));
  return { root, size, required: ids };
}
