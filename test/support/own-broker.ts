import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environment } from '@checkride/platform/env';
import { prepareKafka } from '@checkride/stack/embedded';
import { createManagedProcess } from '@checkride/stack/process/managed-process';

/** A broker that only one test uses, so that it may be killed. */
export interface OwnBroker {
  readonly brokers: string;
  /** SIGKILL, then up again with the same data. */
  killAndRestart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a broker with a folder of its own; `properties` are added to its configuration and win over what stands there. */
export async function ownBroker(
  properties: (port: number) => Readonly<Record<string, string>> = () => ({}),
): Promise<OwnBroker> {
  const home = mkdtempSync(join(tmpdir(), 'checkride-broker-'));
  const { process: spec, brokers } = await prepareKafka({
    home,
    env: environment(),
    port: 0,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  const added = Object.entries(properties(Number(brokers.split(':')[1])));
  appendFileSync(
    join(home, 'kafka', 'server.properties'),
    added.map(([name, value]) => `${name}=${value}\n`).join(''),
  );
  const broker = createManagedProcess(spec, () => undefined);
  await broker.start();
  return {
    brokers,
    async killAndRestart() {
      await broker.kill('SIGKILL');
      await broker.restart();
    },
    async stop() {
      await broker.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
