/** Bytes that texts of one JSON document are copied to, so that rows are written from places as with Avro. */
export interface TextScratch {
  readonly bytes: Uint8Array;
  clear(): void;
  /** Copies a text and notes its start and length at place `at`. */
  put(text: string, places: Int32Array, at: number): void;
}

/** Scratch space that grows with what it is given. */
export function createTextScratch(): TextScratch {
  let bytes = Buffer.allocUnsafe(1 << 16);
  let length = 0;
  return {
    get bytes() {
      return bytes;
    },
    clear() {
      length = 0;
    },
    put(text, places, at) {
      const most = 3 * text.length;
      if (length + most > bytes.length) {
        const grown = Buffer.allocUnsafe(2 * (bytes.length + most));
        bytes.copy(grown, 0, 0, length);
        bytes = grown;
      }
      const written = bytes.write(text, length, 'utf8');
      places[2 * at] = length;
      places[2 * at + 1] = written;
      length += written;
    },
  };
}
