/**
 * What a decoder found in one record: numbers by place (NaN is absent), and texts as start and length in `bytes`
 * (start −1 is absent), two entries a text. Reused from record to record.
 */
export interface Found {
  bytes: Uint8Array;
  readonly numbers: Float64Array;
  readonly texts: Int32Array;
}

/** A place for what stands in one field of an event, whatever the encoding. */
export type Target =
  | { readonly kind: 'number'; readonly at: number }
  | { readonly kind: 'time'; readonly at: number }
  | { readonly kind: 'text'; readonly at: number }
  /** A label's truth: a number or a class name. */
  | { readonly kind: 'value'; readonly at: number; readonly textAt: number }
  | { readonly kind: 'choice'; readonly at: number; readonly choices: Readonly<Record<string, number>> }
  /** Texts by name, or in the order of the names; how many there were goes to the number `count`. */
  | { readonly kind: 'texts'; readonly at: number; readonly count: number; readonly names: readonly string[] }
  | { readonly kind: 'numbers'; readonly at: number; readonly count: number; readonly capacity: number }
  | { readonly kind: 'free-texts'; readonly at: number; readonly count: number; readonly capacity: number }
  /** A map of names to numbers: names among the texts, values among the numbers. */
  | {
      readonly kind: 'shares';
      readonly at: number;
      readonly textAt: number;
      readonly count: number;
      readonly capacity: number;
    }
  | Group;

/** The targets of a record's fields by name. */
export interface Group {
  readonly kind: 'group';
  readonly members: Readonly<Record<string, Target>>;
}

/** Where everything of one kind of event goes, and how much room that takes. */
export interface Layout {
  readonly root: Group;
  readonly numbers: number;
  readonly texts: number;
}

/** Empty space for a layout. */
export const emptyFound = ({ numbers, texts }: Pick<Layout, 'numbers' | 'texts'>): Found => ({
  bytes: new Uint8Array(0),
  numbers: new Float64Array(numbers).fill(NaN),
  texts: new Int32Array(2 * texts).fill(-1),
});

/** All targets of a group that hold something, with the path of field names to each. */
export function leaves(group: Group, path: readonly string[] = []): [path: string[], target: Target][] {
  return Object.entries(group.members).flatMap(([name, target]) =>
    target.kind === 'group'
      ? leaves(target, [...path, name])
      : [[[...path, name], target] as [string[], Target]],
  );
}
