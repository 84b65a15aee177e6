import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Ends the stacks that the tests of this run shared; see stack.ts and told-story.ts for their homes. */
export default async function globalTeardown() {
  for (const name of ['test', 'story']) {
    const home = join(tmpdir(), `checkride-${name}-${process.pid}`);
    if (!existsSync(home)) continue;
    const { stopStack } = await import('@checkride/stack/stop-stack');
    await stopStack(home);
    rmSync(home, { recursive: true, force: true });
  }
}
