import { describe, expect, it } from '@jest/globals';
import { RULE_TABLE } from './rule-table.js';

describe("the judge's table", () => {
  it('has every rule of T1 … T22 once, in order', () => {
    expect(RULE_TABLE.map(({ id }) => id)).toEqual(Array.from({ length: 22 }, (_, i) => `T${i + 1}`));
  });

  it('says of each rule what it looks at', () => {
    expect(RULE_TABLE.every(({ condition }) => condition.length > 20)).toBe(true);
  });
});
