import { environment } from '@checkride/platform/env';
import type { Environment } from '@checkride/platform/env';
import type { ManagedProcess } from './process/managed-process.js';
import type { Progress } from './progress.js';
import { startSupervisor } from './supervisor.js';

/** Where to start a broker and an engine for a test, a benchmark or the demo. */
export interface LocalStackOptions {
  readonly home: string;
  /** 0 for any free port. */
  readonly kafkaPort?: number;
  readonly clickhousePort?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

/** One part of a running stack, for whoever wants to kill it. */
export type StackPart = Pick<ManagedProcess, 'pid' | 'kill' | 'restart'>;

/** A real broker and a real engine. */
export interface LocalStack {
  readonly home: string;
  readonly kafkaBrokers: string;
  /** With the owner's credentials in it: `http://user:password@host:port`. */
  readonly clickhouseUrl: string;
  /** The variables that lead another process to this stack. */
  readonly environment: Readonly<Record<string, string>>;
  readonly kafka: StackPart;
  readonly clickhouse: StackPart;
  stop(): Promise<void>;
}

/** Starts both embedded parts, whatever connections the environment names, and no services. */
export async function startLocalStack(options: LocalStackOptions): Promise<LocalStack> {
  const { KAFKA_BROKERS: _brokers, CLICKHOUSE_URL: _url, ...env } = environment();
  const { record, processes, ...supervisor } = await startSupervisor({ ...options, env });
  const part = (name: string): ManagedProcess => {
    const found = processes.get(name);
    if (found === undefined) throw new Error(`no process ${name}`);
    return found;
  };
  const url = new URL(record.clickhouseUrl);
  url.username = record.clickhouseUser;
  url.password = record.clickhousePassword;
  return {
    home: options.home,
    kafkaBrokers: record.kafkaBrokers,
    clickhouseUrl: url.href.replace(/\/$/, ''),
    environment: defined(supervisor.environment, [
      'CHECKRIDE_HOME',
      'KAFKA_BROKERS',
      'CLICKHOUSE_URL',
      'CLICKHOUSE_USER',
      'CLICKHOUSE_PASSWORD',
    ]),
    kafka: part('kafka'),
    clickhouse: part('clickhouse'),
    stop: () => supervisor.stop(),
  };
}

function defined(env: Environment, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, env[name] ?? '']));
}
