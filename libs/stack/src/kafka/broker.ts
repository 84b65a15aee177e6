import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@checkride/platform/env';
import type { Exit } from '../process/child-group.js';
import type { ProcessSpec } from '../process/managed-process.js';
import { answersKafka } from '../process/readiness.js';
import { runCommand } from '../process/run-command.js';
import { classPath } from './jars.js';
import type { Java } from './java.js';
import { brokerProperties } from './properties.js';

/** Everything the start of a broker depends on. */
export interface BrokerSetup {
  /** Holds `data/` and the written configuration. */
  readonly directory: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly cache: string;
  readonly java: Java;
  readonly env: Environment;
  readonly logFile: string;
}

// One compiler tier and the serial collector halve the start; a broker this small never misses the others.
const LEAN = [
  '-XX:TieredStopAtLevel=1',
  '-XX:+UseSerialGC',
  '-Xshare:auto',
  '-Xlog:cds=off',
  '-Xlog:cds+dynamic=off',
];

const dataOf = (directory: string): string => join(directory, 'data');

/** Whether the storage has an identity already: formatting it again would be refused. */
export const isFormatted = ({ directory }: BrokerSetup): boolean =>
  existsSync(join(dataOf(directory), 'meta.properties'));

/** Writes the storage's identity. An interrupted run leaves no half-made storage. */
export async function formatStorage(setup: BrokerSetup, signal: AbortSignal): Promise<void> {
  const { directory, java, env, logFile, port, controllerPort } = setup;
  const data = dataOf(directory);
  const draft = join(directory, 'data.draft');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const file = join(directory, 'format.properties');
  writeFileSync(file, brokerProperties({ port, controllerPort, dataDirectory: draft }));
  const args = ['kafka.tools.StorageTool', 'format', '--standalone', '-t', clusterId(), '-c', file];
  await runCommand(
    {
      name: 'kafka format',
      command: java.command,
      args: ['-Xmx64m', ...LEAN, '-cp', classPath(setup.cache), ...args],
      env: { ...env },
      logFile,
    },
    signal,
  );
  rmSync(data, { recursive: true, force: true });
  renameSync(draft, data);
}

/** The broker as a program to supervise; its configuration is written anew each time the stack starts. */
export function brokerProcess(setup: BrokerSetup): ProcessSpec {
  const { directory, java, env, logFile, port, controllerPort, cache } = setup;
  const file = join(directory, 'server.properties');
  mkdirSync(directory, { recursive: true });
  writeFileSync(file, brokerProperties({ port, controllerPort, dataDirectory: dataOf(directory) }));
  const log4j = fileURLToPath(new URL('../../kafka/log4j2.properties', import.meta.url));
  const heap = `-Xmx${env['KAFKA_HEAP'] ?? '512m'}`;
  const classes = classData(setup);
  return {
    program: {
      name: 'kafka',
      command: java.command,
      args: [
        heap,
        '-Xms128m',
        ...LEAN,
        classes.flag,
        `-Dlog4j2.configurationFile=${log4j}`,
        '-cp',
        classPath(cache),
        'kafka.Kafka',
        file,
      ],
      env: { ...env },
      logFile,
    },
    ready: () => answersKafka(port),
    readyTimeoutMs: 60_000,
    stopTimeoutMs: 20_000,
    onExit: classes.onExit,
  };
}

// Parsed classes, kept between starts: 1.5 s instead of 2.8 s. The first broker that ends in peace writes them.
function classData({ cache, java }: BrokerSetup): { flag: string; onExit?: (exit: Exit) => void } {
  const archive = join(cache, `classes-${java.version}.jsa`);
  if (existsSync(archive)) return { flag: `-XX:SharedArchiveFile=${archive}` };
  const draft = `${archive}.${process.pid}`;
  return {
    flag: `-XX:ArchiveClassesAtExit=${draft}`,
    onExit(exit) {
      // 128 + 15: how a Java machine ends after a SIGTERM that it has handled.
      if ((exit.code === 143 || exit.code === 0) && existsSync(draft)) renameSync(draft, archive);
      else rmSync(draft, { force: true });
    },
  };
}

// Sixteen random bytes in URL-safe base 64; a leading dash would look like an option.
function clusterId(): string {
  for (;;) {
    const id = randomBytes(16).toString('base64url');
    if (!id.startsWith('-')) return id;
  }
}
