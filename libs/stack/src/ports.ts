import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { CheckrideError } from '@checkride/domain/errors';
import { DEFAULT_CLICKHOUSE_PORT } from '@checkride/platform/clickhouse-connection';
import { readEnvironment } from '@checkride/platform/env';
import type { Environment } from '@checkride/platform/env';
import { DEFAULT_KAFKA_PORT } from '@checkride/platform/kafka-connection';
import { z } from 'zod';

const port = z.coerce.number({ error: 'expected a port number' }).int().min(0).max(65_535);

const portVariables = z
  .object({
    KAFKA_PORT: port.default(DEFAULT_KAFKA_PORT),
    CLICKHOUSE_PORT: port.default(DEFAULT_CLICKHOUSE_PORT),
  })
  .transform((env) => ({ kafka: env.KAFKA_PORT, clickhouse: env.CLICKHOUSE_PORT }));

/** The ports the embedded parts should take: KAFKA_PORT and CLICKHOUSE_PORT, else the fixed ones. 0 is any free one. */
export const preferredPorts = (env: Environment): { kafka: number; clickhouse: number } =>
  readEnvironment(portVariables, env);

/** A loopback port nobody listens on now. */
export async function freePort(): Promise<number> {
  return listenOnce(0);
}

/** Whether nobody listens on a loopback port. */
export async function isPortFree(port: number): Promise<boolean> {
  return listenOnce(port).then(
    () => true,
    () => false,
  );
}

/** The port itself when free, any free one for 0. Throws CHK_PORT_TAKEN naming the variable that chooses another. */
export async function claimPort(port: number, what: string, variable: string): Promise<number> {
  if (port === 0) return freePort();
  if (await isPortFree(port)) return port;
  throw new CheckrideError('CHK_PORT_TAKEN', `Port ${port} for ${what} is taken by another process.`, {
    remedy: `End that process (lsof -i :${port} names it) or choose another port: ${variable}=${port + 100}.`,
    context: { port, variable },
  });
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: bound } = server.address() as AddressInfo;
      server.close(() => resolve(bound));
    });
  });
}
