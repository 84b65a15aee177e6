import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CheckrideError } from '@checkride/domain/errors';
import type { Environment } from '@checkride/platform/env';

/** The oldest Java the broker runs on. */
const MINIMUM_JAVA = 17;

/** A Java that can run the broker; `version` as it calls itself, e.g. 17.0.15. */
export interface Java {
  readonly command: string;
  readonly version: string;
}

const run = promisify(execFile);

/** JAVA_HOME's Java, else the one on the path. Throws CHK_JAVA_MISSING with this system's remedy. */
export async function findJava(env: Environment): Promise<Java> {
  const ofHome = join(env['JAVA_HOME'] ?? '/nowhere', 'bin', 'java');
  const command = existsSync(ofHome) ? ofHome : 'java';
  const version = await javaVersion(command, env);
  if (version === undefined) throw missing('No Java was found');
  if (Number(version.split('.')[0]) < MINIMUM_JAVA) throw missing(`Java ${version} is too old`);
  return { command, version };
}

/** Throws CHK_MAVEN_MISSING with this system's remedy when there is no mvn on the path. */
export async function assertMaven(env: Environment): Promise<void> {
  try {
    await run('mvn', ['-v'], { env: { ...env } });
  } catch (cause) {
    throw new CheckrideError(
      'CHK_MAVEN_MISSING',
      'Maven is needed once, to fetch the Kafka broker, and was not found.',
      {
        remedy: `${installCommand('maven', 'maven')} ${WITHOUT}`,
        cause,
      },
    );
  }
}

const WITHOUT = 'Or run the parts in containers: docker compose up.';

function missing(what: string): CheckrideError {
  return new CheckrideError(
    'CHK_JAVA_MISSING',
    `${what}; the Kafka broker needs Java ${MINIMUM_JAVA} or newer.`,
    {
      remedy: `${installCommand('openjdk-17-jre-headless', 'openjdk@17')} ${WITHOUT}`,
    },
  );
}

function installCommand(debian: string, brew: string): string {
  if (process.platform === 'darwin') return `Install it: brew install ${brew}.`;
  if (existsSync('/etc/debian_version')) return `Install it: sudo apt-get install ${debian}.`;
  return `Install it with your system's packages (${debian}).`;
}

async function javaVersion(command: string, env: Environment): Promise<string | undefined> {
  try {
    const { stderr } = await run(command, ['-version'], { env: { ...env } });
    return /version "([^"]+)"/.exec(stderr)?.[1];
  } catch {
    return undefined;
  }
}
