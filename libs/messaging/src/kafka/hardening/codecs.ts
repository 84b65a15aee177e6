import { createRequire } from 'node:module';
import kafkajs from 'kafkajs';
import { decompress as decompressZstd } from 'fzstd';

const require = createRequire(import.meta.url);

const readOnly = (name: string) => (): Promise<Buffer> =>
  Promise.reject(new TypeError(`${name} is read, not written: choose gzip, snappy or none`));

/**
 * Registers every codec a topic may be compressed with (gzip is built in): one compressed message would otherwise
 * end a consumer for good. Snappy also writes.
 */
export function registerCodecs(): void {
  const { CompressionCodecs, CompressionTypes } = kafkajs;
  const lz4 = require('lz4js') as { decompress(bytes: Uint8Array): Uint8Array };
  CompressionCodecs[CompressionTypes.Snappy] = require('kafkajs-snappy') as () => unknown;
  CompressionCodecs[CompressionTypes.LZ4] = () => ({
    compress: readOnly('lz4'),
    decompress: (bytes: Buffer) => Promise.resolve(Buffer.from(lz4.decompress(bytes))),
  });
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: readOnly('zstd'),
    decompress: (bytes: Buffer) => Promise.resolve(Buffer.from(decompressZstd(bytes))),
  });
}
