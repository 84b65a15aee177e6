import { accessSync, constants } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { CheckrideError } from '@checkride/domain/errors';
import { environment } from '@checkride/platform/env';
import type { Environment } from '@checkride/platform/env';
import { MINIMUM_DISK_BYTES, assertDisk, freeDiskBytes } from './disk.js';
import { hasJars, kafkaCache } from './kafka/jars.js';
import { assertMaven, findJava } from './kafka/java.js';
import { claimPort, preferredPorts } from './ports.js';
import { lockHolder } from './stack-lock.js';

/** One thing the local stack needs of this machine. */
export interface DoctorCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  /** What to do, when it is not well. */
  readonly remedy?: string;
}

const MINIMUM_FREE_MEMORY = 1.5 * 2 ** 30;

/** Looks at everything `checkride up` depends on, without changing anything but creating the home. */
export async function doctorChecks(home: string, env: Environment = environment()): Promise<DoctorCheck[]> {
  const port =
    (part: 'kafka' | 'clickhouse', what: string, variable: string) => async (): Promise<string> => {
      const wanted = preferredPorts(env)[part];
      if (lockHolder(home) !== undefined) return `${wanted} (a stack of this home is running)`;
      return `${await claimPort(wanted, what, variable)} is free`;
    };
  return Promise.all([
    check('node', async () => nodeVersion()),
    check('platform', async () => enginePlatform()),
    check('java', async () => (await findJava(env)).version),
    check('maven', () => mavenOrJars(env)),
    check('disk', async () => {
      assertDisk(home, MINIMUM_DISK_BYTES);
      return `${gigabytes(freeDiskBytes(home))} GB free`;
    }),
    check('memory', async () => freeMemory()),
    check('scratch', async () => scratch()),
    check('kafka port', port('kafka', 'Kafka', 'KAFKA_PORT')),
    check('clickhouse port', port('clickhouse', 'ClickHouse', 'CLICKHOUSE_PORT')),
  ]);
}

async function check(name: string, look: () => Promise<string>): Promise<DoctorCheck> {
  try {
    return { name, ok: true, detail: await look() };
  } catch (error) {
    const remedy = error instanceof CheckrideError ? error.remedy : undefined;
    return { name, ok: false, detail: error instanceof Error ? error.message : String(error), remedy };
  }
}

function nodeVersion(): string {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return process.versions.node;
  throw new CheckrideError('CHK_STACK_FAILED', `Node ${process.versions.node} is too old.`, {
    remedy: 'Install Node 20.19 or newer.',
  });
}

// The engine is a native library for these systems only; Alpine's C library is not among them.
function enginePlatform(): string {
  const name = `${process.platform}-${process.arch}`;
  if (['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'].includes(name))
    return `${name}, ${availableParallelism()} cores`;
  throw new CheckrideError('CHK_STACK_FAILED', `The embedded engine has no build for ${name}.`, {
    remedy: 'Run the parts in containers (docker compose up) or set CLICKHOUSE_URL.',
  });
}

async function mavenOrJars(env: Environment): Promise<string> {
  if (hasJars(kafkaCache(env))) return 'not needed: the broker has been fetched';
  await assertMaven(env);
  return 'found; the broker will be fetched at the first start';
}

function freeMemory(): string {
  if (freemem() >= MINIMUM_FREE_MEMORY || process.platform === 'darwin')
    return `${gigabytes(freemem())} GB free`;
  throw new CheckrideError('CHK_STACK_FAILED', `Only ${gigabytes(freemem())} GB of memory are free.`, {
    remedy: 'Close something, or give the engine less: CLICKHOUSE_SERVER_MEMORY_MB=1024 KAFKA_HEAP=256m.',
  });
}

function scratch(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return 'rows pass through memory (/dev/shm)';
  } catch {
    return 'rows pass through the data directory (no /dev/shm)';
  }
}

const gigabytes = (bytes: number): string => (bytes / 2 ** 30).toFixed(1);
