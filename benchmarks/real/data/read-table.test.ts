import { expect, test } from '@jest/globals';
import { cellsOf } from './read-table.js';

test('a line of CSV keeps commas and doubled quotes inside quotes', () => {
  expect(cellsOf('1,"Braund, Mr. ""Owen""",,x')).toEqual(['1', 'Braund, Mr. "Owen"', '', 'x']);
  expect(cellsOf('a,,c')).toEqual(['a', '', 'c']);
  expect(cellsOf('"a",b')).toEqual(['a', 'b']);
});
