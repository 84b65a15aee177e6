import { tmpdir } from 'node:os';
import { expect, test } from '@jest/globals';
import { assertDisk } from './disk.js';

test('too little disk is an error that says how much is free and how much is needed', () => {
  expect(() => assertDisk(tmpdir(), 1)).not.toThrow();
  expect(() => assertDisk(tmpdir(), 2 ** 60)).toThrow(expect.objectContaining({ code: 'CHK_DISK_LOW' }));
  expect(() => assertDisk(tmpdir(), 2 ** 60)).toThrow(
    /Only \d+ MB are free in .*; 1099511627776 MB are needed/,
  );
});
