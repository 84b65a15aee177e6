import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { environment } from '@checkride/platform/env';
import { readStackRecord } from '@checkride/platform/stack-record';
import { freePort } from '@checkride/stack/ports';
import type { ServiceSpec } from '@checkride/stack/service';
import { startSupervisor } from '@checkride/stack/supervisor';
import type { Supervisor } from '@checkride/stack/supervisor';

let home: string;
let supervisor: Supervisor | undefined;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'services-'));
});
afterEach(async () => {
  await supervisor?.stop();
  supervisor = undefined;
  rmSync(home, { recursive: true, force: true });
});

// Answers its environment, and notes in a shared file when it ends.
const PROGRAM = `
import { createServer } from 'node:http';
import { appendFileSync } from 'node:fs';
createServer((_, answer) => answer.end(JSON.stringify(process.env))).listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => { appendFileSync(process.env.ENDS, process.env.NAME + ' '); process.exit(0); });
console.log(process.env.NAME, 'is here');
`;

async function service(name: string): Promise<{ spec: ServiceSpec; url: string }> {
  const port = await freePort();
  const program = join(home, 'program.mjs');
  writeFileSync(program, PROGRAM);
  const url = `http://127.0.0.1:${port}/`;
  const env = { PORT: String(port), NAME: name, ENDS: join(home, 'ends') };
  return { spec: { name, command: process.execPath, args: [program], env, readiness: { http: url } }, url };
}

const elsewhere = {
  ...environment(),
  KAFKA_BROKERS: 'kafka.example:9092',
  CLICKHOUSE_URL: 'http://clickhouse.example:8123',
};

test('brokers and engines elsewhere are used by environment alone, and services are led to them', async () => {
  const { spec, url } = await service('one');
  supervisor = await startSupervisor({ home, env: elsewhere, services: [spec], urls: { consoleUrl: url } });
  expect([...supervisor.processes.keys()]).toEqual(['one']);
  const seen = (await (await fetch(url)).json()) as Record<string, string>;
  expect(seen).toMatchObject({
    KAFKA_BROKERS: 'kafka.example:9092',
    CLICKHOUSE_URL: 'http://clickhouse.example:8123',
    CHECKRIDE_HOME: home,
  });
  expect(readStackRecord(home)).toMatchObject({ consoleUrl: url, kafkaBrokers: 'kafka.example:9092' });
  expect(readFileSync(join(home, 'logs', 'one.log'), 'utf8')).toBe('one is here\n');
});

test('a service that dies is started again, and its new process id is on record', async () => {
  const { spec } = await service('one');
  supervisor = await startSupervisor({ home, env: elsewhere, services: [spec] });
  const first = supervisor.processes.get('one')?.pid ?? 0;
  process.kill(first, 'SIGKILL');
  while ((readStackRecord(home)?.pids['one'] ?? first) === first) await wait(20);
  expect(supervisor.processes.get('one')).toMatchObject({
    state: 'ready',
    deaths: 1,
    pid: readStackRecord(home)?.pids['one'],
  });
  expect(readFileSync(join(home, 'logs', 'stack.log'), 'utf8')).toMatch(
    /died part=one detail=signal SIGKILL/,
  );
});

test('services end in the opposite order of their start, and the home is free again', async () => {
  const [one, two] = [await service('one'), await service('two')];
  const stack = await startSupervisor({ home, env: elsewhere, services: [one.spec, two.spec] });
  await stack.stop();
  expect(readFileSync(join(home, 'ends'), 'utf8')).toBe('two one ');
  expect(readStackRecord(home)).toBeUndefined();
  supervisor = await startSupervisor({ home, env: elsewhere, services: [one.spec] });
});

test('when one service cannot start none is left running', async () => {
  const { spec, url } = await service('one');
  const broken: ServiceSpec = {
    name: 'broken',
    command: process.execPath,
    args: ['-e', 'throw new Error("no port given")'],
    readiness: { port: 1 },
  };
  const start = startSupervisor({ home, env: elsewhere, services: [spec, broken] });
  await expect(start).rejects.toMatchObject({
    code: 'CHK_STACK_FAILED',
    message: expect.stringContaining('no port given'),
  });
  await expect(fetch(url)).rejects.toThrow();
});
