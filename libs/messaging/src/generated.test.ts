import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';

it('the generated types are current with schemas/avro', () => {
  const check = (): Buffer =>
    execFileSync(process.execPath, [join(import.meta.dirname, '../../../schemas/generate.mjs'), '--check'], {
      stdio: 'pipe',
    });
  expect(check).not.toThrow();
});
