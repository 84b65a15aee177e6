import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { freePort, isPortFree } from '@checkride/stack/ports';
import { launchStack } from '@checkride/stack/launch';
import type { Progress } from '@checkride/stack/progress';
import { stackStatus } from '@checkride/stack/stack-status';
import { stopStack } from '@checkride/stack/stop-stack';

let home: string;
let cache: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'interrupted-'));
  cache = mkdtempSync(join(tmpdir(), 'interrupted-cache-'));
});
afterEach(async () => {
  delete process.env['CHECKRIDE_CACHE'];
  await stopStack(home);
  rmSync(home, { recursive: true, force: true });
  rmSync(cache, { recursive: true, force: true });
});

// Every process that was started for this home, however deep: by its arguments or its working directory.
function processesOf(...places: string[]): string[] {
  const concerns = (text: string): boolean => places.some((place) => text.includes(place));
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && pid !== String(process.pid))
    .flatMap((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
        return concerns(command) || concerns(readlinkSync(`/proc/${pid}/cwd`)) ? [`${pid} ${command}`] : [];
      } catch {
        return [];
      }
    });
}

const onLinux = process.platform === 'linux' ? describe : describe.skip;

onLinux('a start that is interrupted', () => {
  test.each([
    ['while the jars are fetched', /fetching/, true],
    ['while the storage is formatted', /formatting/, false],
    ['while the parts start', /^kafka starting/, false],
    ['when one part is ready', /^clickhouse ready/, false],
    ['when all is ready', /^kafka ready/, false],
  ])(
    '%s leaves no process and no port',
    async (_, moment, fetches) => {
      if (fetches) process.env['CHECKRIDE_CACHE'] = cache;
      const [kafkaPort, clickhousePort] = [await freePort(), await freePort()];
      const interrupt = new AbortController();
      let reached = false;
      const onProgress = ({ step, message }: Progress): void => {
        if (!moment.test(`${step} ${message}`) && !moment.test(message)) return;
        reached = true;
        interrupt.abort();
      };
      const start = launchStack(
        { home, kafkaPort, clickhousePort },
        { signal: interrupt.signal, onProgress },
      );
      await start.catch(() => undefined);
      await stopStack(home);

      expect(reached).toBe(true);
      expect(processesOf(home, cache)).toEqual([]);
      expect([await isPortFree(kafkaPort), await isPortFree(clickhousePort)]).toEqual([true, true]);
      expect((await stackStatus(home)).state).toBe('stopped');
      if (fetches)
        expect(spawnSync('ls', ['-A', join(cache, 'kafka-4.1.2')], { encoding: 'utf8' }).stdout).toBe('');
    },
    60_000,
  );

  test('by killing the supervisor leaves nothing either, and the next start works', async () => {
    const record = await launchStack({ home, kafkaPort: 0, clickhousePort: 0 });
    process.kill(record.supervisorPid, 'SIGKILL');
    while ((await stackStatus(home)).state !== 'stale') await wait(20);
    const again = await launchStack({ home, kafkaPort: 0, clickhousePort: 0 });
    const left = processesOf(home).filter((line) =>
      Object.values(record.pids).includes(Number(line.split(' ')[0])),
    );
    expect(left).toEqual([]);
    expect(again.supervisorPid).not.toBe(record.supervisorPid);
    expect(await stopStack(home)).toBe(true);
    expect(processesOf(home)).toEqual([]);
  }, 60_000);
});
