import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { createLogger } from '@checkride/platform/logger';
import type { Notification } from '@checkride/domain/lifecycle/notification';
import { createNotifier } from './notifier.js';

const page: Notification = {
  notification_id: 'n1',
  model: 'churn',
  incident_id: null,
  urgency: 'page',
  headline: 'ROLLBACK',
  text: 'v7 is worse',
  at: 0,
};

let server: Server | undefined;
afterEach(() => server?.close());

async function webhook(
  answers: number[],
): Promise<{ url: string; seen: { name: unknown; body: unknown }[] }> {
  const seen: { name: unknown; body: unknown }[] = [];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        name: request.headers['idempotency-key'],
        body: JSON.parse(Buffer.concat(chunks).toString()) as unknown,
      });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

const lines: string[] = [];
const logger = createLogger('test', { destination: { write: (line: string) => void lines.push(line) } });

test('a page is logged as a warning and posted under its own name', async () => {
  const { url, seen } = await webhook([]);
  await createNotifier(url, logger)(page);
  expect(seen).toEqual([{ name: 'checkride-n1', body: page }]);
  expect(lines.join('')).toMatch(/WARN .*page: v7 is worse/);
});

test('a webhook that fails is asked again under the same name', async () => {
  const { url, seen } = await webhook([503, 503]);
  await createNotifier(url, logger)(page);
  expect(seen.map(({ name }) => name)).toEqual(['checkride-n1', 'checkride-n1', 'checkride-n1']);
});

test('without a webhook it is logged only', async () => {
  lines.length = 0;
  await createNotifier(null, logger)({ ...page, urgency: 'ticket' });
  expect(lines.join('')).toMatch(/INFO .*ticket: v7 is worse/);
});
