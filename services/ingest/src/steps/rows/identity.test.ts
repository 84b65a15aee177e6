import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { identityOf, unitOf, uuidBytes } from '../../../../../test/support/ingest/reference-rows.js';
import { uuidTime, writeId, writeUnit } from './identity.js';
import { RowBlock } from './row-block.js';
import { sha256Head } from './sha256-block.js';

const written = (write: (block: RowBlock) => void): Buffer => {
  const block = new RowBlock();
  write(block);
  return Buffer.from(block.bytes.subarray(0, block.length));
};

describe('SHA-256 of short texts', () => {
  // FIPS 180-4 examples, https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  it.each([
    ['abc', 'ba7816bf8f01cfea414140de5dae2223'],
    ['abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq', '248d6a61d20638b8e5c026930c3e6039'],
    ['', 'e3b0c44298fc1c149afbf4c8996fb924'],
  ])('of %j is the published one', (text, hex) => {
    const out = new Int32Array(4);
    sha256Head(Buffer.from(text), 0, text.length, out);
    const bytes = Buffer.alloc(16);
    out.forEach((word, i) => bytes.writeInt32BE(word, 4 * i));
    expect(bytes.toString('hex')).toBe(hex);
  });

  it('equals node:crypto for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 130 }), (text) => {
        const out = new Int32Array(4);
        sha256Head(text, 0, text.length, out);
        const hash = createHash('sha256').update(text).digest();
        expect([...out]).toEqual([0, 4, 8, 12].map((at) => hash.readInt32BE(at)));
      }),
    );
  });
});

describe('identity of a prediction', () => {
  it('is the UUID itself, in any case of letters, and says so', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (uuid, upper) => {
        const b = Buffer.from(upper ? uuid.toUpperCase() : uuid);
        const block = new RowBlock();
        expect(writeId(block, b, 0, b.length)).toBe(true);
        expect(block.bytes.subarray(0, 16)).toEqual(uuidBytes(uuid));
      }),
    );
  });

  it('is UUIDv8 of SHA-256 for any other text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        const b = Buffer.from(text);
        const bytes = written((block) => writeId(block, b, 0, b.length));
        expect(bytes).toEqual(uuidBytes(identityOf(text).uuid));
        expect(bytes[1]! >> 4).toBe(8);
      }),
    );
  });

  it('keeps a unit as the first eight bytes of SHA-256', () => {
    const bytes = written((block) => writeUnit(block, Buffer.from('account-7'), 0, 9));
    expect(bytes.readBigUInt64LE(0)).toBe(unitOf('account-7'));
  });

  it('carries a time only in UUIDv7', () => {
    // RFC 9562, appendix A.6: 2022-02-22 14:22:22.00 GMT-05:00.
    const v7 = Buffer.from('017F22E2-79B0-7CC3-98C4-DC0C0C07398F');
    expect(uuidTime(v7, 0, 36)).toBe(Date.parse('2022-02-22T14:22:22-05:00'));
    const v4 = Buffer.from('919108f7-52d1-4320-9bac-f847db4148a8');
    expect(uuidTime(v4, 0, 36)).toBeNaN();
  });
});
