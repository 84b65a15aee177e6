import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readStackRecord } from '@checkride/platform/stack-record';
import type { StackRecord } from '@checkride/platform/stack-record';
import { launchStack } from '@checkride/stack/launch';

/** The real broker and engine that all tests of one Jest run share. */
export interface SharedStack {
  readonly home: string;
  readonly kafkaBrokers: string;
  /** With the owner's credentials: `http://user:password@host:port`. */
  readonly clickhouseUrl: string;
  /** The variables that lead another process, or `readConfiguration(slices, environment)`, to this stack. */
  readonly environment: Readonly<Record<string, string>>;
}

const runPid = Number(process.env['CHECKRIDE_TEST_RUN']);

const home = join(tmpdir(), `checkride-test-${runPid}`);

/** The stack of this run: the first to ask starts it, global teardown ends it, and so does the end of the run. */
export async function sharedStack(): Promise<SharedStack> {
  const first = claimed();
  const record = first
    ? await launchStack({ home, kafkaPort: 0, clickhousePort: 0, ownerPid: runPid })
    : await appeared();
  const url = new URL(record.clickhouseUrl);
  url.username = record.clickhouseUser;
  url.password = record.clickhousePassword;
  return {
    home,
    kafkaBrokers: record.kafkaBrokers,
    clickhouseUrl: url.href.replace(/\/$/, ''),
    environment: {
      CHECKRIDE_HOME: home,
      KAFKA_BROKERS: record.kafkaBrokers,
      CLICKHOUSE_URL: record.clickhouseUrl,
      CLICKHOUSE_USER: record.clickhouseUser,
      CLICKHOUSE_PASSWORD: record.clickhousePassword,
    },
  };
}

let count = 0;

/** A name no other test of this run uses: for topics, groups, databases and models. */
export function uniqueName(prefix: string): string {
  count += 1;
  return `${prefix}_${process.pid}_${count}_${Date.now().toString(36)}`;
}

function claimed(): boolean {
  try {
    mkdirSync(home);
    return true;
  } catch {
    return false;
  }
}

async function appeared(): Promise<StackRecord> {
  for (let waited = 0; waited < 120_000; waited += 100) {
    const record = readStackRecord(home);
    if (record !== undefined) return record;
    await wait(100);
  }
  throw new Error(`the shared stack in ${home} did not start; see its logs`);
}
