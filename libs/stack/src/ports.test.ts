import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { claimPort, freePort, isPortFree } from './ports.js';

test('a free port can be claimed, a taken one is an error that names the variable', async () => {
  const port = await freePort();
  await expect(claimPort(port, 'Kafka', 'KAFKA_PORT')).resolves.toBe(port);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port: taken } = server.address() as AddressInfo;
  try {
    expect(await isPortFree(taken)).toBe(false);
    await expect(claimPort(taken, 'Kafka', 'KAFKA_PORT')).rejects.toMatchObject({
      code: 'CHK_PORT_TAKEN',
      remedy: expect.stringContaining('KAFKA_PORT=') as string,
    });
  } finally {
    server.close();
  }
});
