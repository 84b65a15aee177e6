import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ends the stack that the tests of this run shared; see stack.ts for its home. */
export default async function globalTeardown() {
  const home = join(tmpdir(), `checkride-test-${process.pid}`);
  if (!existsSync(home)) return;
  const { stopStack } = await import('@checkride/stack/stop-stack');
  await stopStack(home);
  rmSync(home, { recursive: true, force: true });
}
