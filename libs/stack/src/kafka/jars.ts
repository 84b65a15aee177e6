import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@checkride/platform/env';
import { runCommand } from '../process/run-command.js';
import { assertMaven } from './java.js';

/** The version of the pom beside this package. */
const KAFKA_VERSION = '4.1.2';

/** Where the broker's jars of this version are kept, for all checkouts of this user: CHECKRIDE_CACHE, else ~/.cache/checkride. */
export function kafkaCache(env: Environment): string {
  return resolve(
    env['CHECKRIDE_CACHE'] ?? join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'checkride'),
    `kafka-${KAFKA_VERSION}`,
  );
}

/** Whether the jars have been fetched already. */
export const hasJars = (cache: string): boolean => existsSync(join(cache, 'libs'));

/** Fetches the jars by Maven unless they are there. An interrupted fetch leaves nothing behind that looks complete. */
export async function ensureJars(
  cache: string,
  env: Environment,
  logFile: string,
  signal: AbortSignal,
): Promise<void> {
  if (hasJars(cache)) return;
  await assertMaven(env);
  mkdirSync(cache, { recursive: true });
  const draft = join(cache, `libs.${process.pid}`);
  const pom = fileURLToPath(new URL('../../kafka/pom.xml', import.meta.url));
  try {
    await runCommand(
      {
        name: 'maven',
        command: 'mvn',
        args: [
          '-B',
          '-Dstyle.color=never',
          '-q',
          '-f',
          pom,
          'dependency:copy-dependencies',
          '-DincludeScope=runtime',
          `-DoutputDirectory=${draft}`,
        ],
        env: { ...env },
        logFile,
      },
      signal,
    );
    if (!hasJars(cache)) renameSync(draft, join(cache, 'libs'));
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The class path in a fixed order: the class-data archive is only accepted for the very same one. */
export function classPath(cache: string): string {
  const libs = join(cache, 'libs');
  const jars = readdirSync(libs).filter((name) => name.endsWith('.jar'));
  return jars
    .sort()
    .map((name) => join(libs, name))
    .join(':');
}
