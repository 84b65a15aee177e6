/** Bytes that texts of one JSON document are copied to, so that rows are written from places as with Avro. */
export class TextScratch {
  bytes: Buffer = Buffer.allocUnsafe(1 << 16);
  private length = 0;

  /** Starts anew behind some constants. */
  begin(constants: Uint8Array): void {
    this.room(constants.length);
    this.bytes.set(constants, 0);
    this.length = constants.length;
  }

  /** Copies bytes, ends them with a 0 and returns where they start. */
  append(bytes: Uint8Array): number {
    const start = this.length;
    this.room(start + bytes.length + 1);
    this.bytes.set(bytes, start);
    this.length = start + bytes.length;
    this.bytes[this.length] = 0;
    return start;
  }

  /** Copies a text and notes its start and length at place `at`. */
  put(text: string, places: Int32Array, at: number): void {
    this.room(this.length + 3 * text.length);
    const written = this.bytes.write(text, this.length, 'utf8');
    places[2 * at] = this.length;
    places[2 * at + 1] = written;
    this.length += written;
  }

  private room(n: number): void {
    if (n <= this.bytes.length) return;
    const grown = Buffer.allocUnsafe(2 * n);
    this.bytes.copy(grown, 0, 0, this.length);
    this.bytes = grown;
  }
}
