import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isPortFree } from '@checkride/stack/ports';
import { stopStack } from '@checkride/stack/stop-stack';
import { leftOver, processesOf } from '../support/left-over.js';
import { atTerminal, type Terminal } from '../support/terminal.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const STORY = '--one-in 5 --from 2001-03-01 --until 2001-03-05';
const LIMIT_MS = 300_000;

const STREAMING = /[1-9],\d{3} predictions/;
const MOMENTS: readonly (readonly [moment: string, line: RegExp])[] = [
  ['while the broker starts', /kafka +starting/],
  ['while the services start', /services +starting/],
  ['while the first version is trained', /contract applied/],
  ['while flights stream', STREAMING],
];

// npm's own install is npm's to interrupt: what `npm run demo` runs after it, in a package of this test's own.
const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};
const [building = '', build = '', demonstrate = ''] = (scripts['demo'] ?? '').split(' && ').slice(-3);
const PACKAGE = {
  private: true,
  scripts: {
    demo: `cd "${ROOT}" && ${demonstrate} ${STORY}`,
    'build-and-demo': `cd "${ROOT}" && ${building} && ${build} && ${demonstrate} ${STORY}`,
  },
};

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('the demonstration, interrupted', () => {
  let home: string;
  let terminal: Terminal | undefined;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'checkride-interrupted-'));
    writeFileSync(join(home, 'package.json'), JSON.stringify(PACKAGE));
  });
  afterEach(async () => {
    terminal?.kill();
    await stopStack(join(home, 'demo'));
    rmSync(home, { recursive: true, force: true });
  });

  async function interrupted(script: string, line: RegExp, how: 'interrupt' | 'terminate'): Promise<void> {
    terminal = atTerminal(home, 'npm', ['--prefix', home, 'run', '--silent', script]);
    await terminal.wrote(line);
    const ports = processesOf(home).flatMap((one) => one.ports);
    terminal[how]();
    expect(await terminal.exited).not.toBe(0);
    expect(await leftOver(home, 2_000)).toEqual([]);
    expect(await Promise.all(ports.map(isPortFree))).toEqual(ports.map(() => true));
    // Otherwise the ports were looked for in the wrong place.
    if (line === STREAMING) expect(ports.length).toBeGreaterThanOrEqual(4);
  }

  test(
    'by Ctrl-C while it is being built leaves no process',
    () => interrupted('build-and-demo', /^Building/, 'interrupt'),
    LIMIT_MS,
  );

  test.each(MOMENTS)(
    'by Ctrl-C %s leaves no process and no port',
    (_, line) => interrupted('demo', line, 'interrupt'),
    LIMIT_MS,
  );

  test.each(MOMENTS)(
    'by SIGTERM %s leaves no process and no port',
    (_, line) => interrupted('demo', line, 'terminate'),
    LIMIT_MS,
  );
});
