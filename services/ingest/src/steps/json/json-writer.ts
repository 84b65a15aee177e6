import type { FieldMap } from '@checkride/domain/contract/contract';
import { emptyFound } from '../rows/found.js';
import type { Found } from '../rows/found.js';
import { modelPlace } from '../rows/event-rows.js';
import type { RowForm } from '../rows/event-rows.js';
import { jsonFields } from './json-paths.js';
import type { JsonField } from './json-paths.js';
import { compileScanner } from './compile-scanner.js';
import type { ScanCode } from './compile-scanner.js';
import { JsonScanner } from './json-scanner.js';
import { choicesOf, shapeOf } from './json-shape.js';

const MOST_SHAPES = 16;
const NO_VERSION = 'unversioned';

/** Readers of documents of one shape: code for one order of members, and a slower one for any. */
interface ShapeScanner {
  readonly code: ScanCode | undefined;
  readonly any: JsonScanner;
}

/** A model's JSON of one kind: where its fields stand, and scanners for the shapes that were seen. */
export class JsonWriter {
  readonly fields: readonly JsonField[];
  readonly found: Found;
  readonly modelAt: number;
  /** Place of the version among the texts; −1 for kinds that may not leave it out. */
  readonly versionAt: number;
  /** The model's name, then the version of a model that tells none: texts that a document may leave out. */
  readonly constants: Buffer;
  readonly nameLength: number;
  /** For the shape of the last document that was read the plain way. */
  scanner: ShapeScanner | undefined;
  private readonly scanners = new Map<string, ShapeScanner>();

  constructor(
    readonly model: string,
    readonly form: RowForm,
    map: FieldMap | null,
  ) {
    const { root } = form.layout;
    this.fields = jsonFields(form.kind, root, map);
    this.found = emptyFound(form.layout);
    for (const target of Object.values(root.members))
      if (target.kind === 'texts') this.found.numbers[target.count] = target.names.length;
    this.modelAt = modelPlace(form.layout);
    const version = form.kind === 'prediction' ? root.members['version'] : undefined;
    this.versionAt = version?.kind === 'text' ? version.at : -1;
    this.nameLength = Buffer.byteLength(model);
    this.constants = Buffer.from(model + NO_VERSION);
  }

  /** Notes the shape of a document, so that the next one like it is scanned. */
  learn(document: unknown, text: string): void {
    const choices = choicesOf(document, this.fields);
    const key = choices.join();
    let scanner = this.scanners.get(key);
    if (scanner === undefined) {
      if (this.scanners.size >= MOST_SHAPES) return;
      const shape = shapeOf(this.fields, choices);
      scanner = { code: compileScanner(shape, document, text), any: new JsonScanner(shape) };
      this.scanners.set(key, scanner);
    }
    this.scanner = scanner;
  }

  /** Reads the document at [p, end) of `bytes`, which a 0 follows; false when it must be read the plain way. */
  scan(bytes: Buffer, p: number, end: number): boolean {
    const { scanner, found } = this;
    if (scanner === undefined) return false;
    if (scanner.code?.(bytes, p, found.numbers, found.texts) === end) return true;
    return scanner.any.scan(bytes, p, end, found.numbers, found.texts);
  }

  /** Puts the constants, which stand at the start of `bytes`, where a document left them out. */
  fillIn(bytes: Uint8Array): void {
    const { texts } = this.found;
    const { modelAt, versionAt, nameLength } = this;
    this.found.bytes = bytes;
    if (texts[2 * modelAt]! < 0) {
      texts[2 * modelAt] = 0;
      texts[2 * modelAt + 1] = nameLength;
    }
    if (versionAt >= 0 && texts[2 * versionAt]! < 0) {
      texts[2 * versionAt] = nameLength;
      texts[2 * versionAt + 1] = NO_VERSION.length;
    }
  }

  /** Whether the model's name in `bytes` is ours or left out. */
  isOurs(bytes: Uint8Array): boolean {
    const { texts } = this.found;
    const start = texts[2 * this.modelAt]!;
    if (start < 0) return true;
    if (texts[2 * this.modelAt + 1] !== this.nameLength) return false;
    for (let i = 0; i < this.nameLength; i++) if (bytes[start + i] !== this.constants[i]) return false;
    return true;
  }
}
