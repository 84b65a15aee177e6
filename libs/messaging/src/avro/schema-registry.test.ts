import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { labelSchema } from '../generated/label-v1.js';
import { schemaRegistry } from './schema-registry.js';

const asked: { readonly path: string | undefined; readonly authorization: string | undefined }[] = [];
const ANSWERS: Record<string, readonly [status: number, body: object]> = {
  '/schemas/ids/1': [200, { schema: JSON.stringify(labelSchema) }],
  '/schemas/ids/2': [404, { error_code: 40403 }],
  '/schemas/ids/3': [503, {}],
  '/schemas/ids/4': [200, { schema: 'syntax = "proto3";', schemaType: 'PROTOBUF' }],
  '/schemas/ids/5': [200, { schema: JSON.stringify({ type: 'array', items: 'null' }) }],
};
const server = createServer((request, response) => {
  asked.push({ path: request.url, authorization: request.headers.authorization });
  const [status, body] = ANSWERS[request.url ?? ''] ?? [500, {}];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
});
let port: number;

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

describe('a schema registry', () => {
  it('is asked once for a schema, with the credentials of its address', async () => {
    const registry = schemaRegistry(`http://user:p%40ss@127.0.0.1:${port}/`);
    const [first, second] = await Promise.all([registry.schemaById(1), registry.schemaById(1)]);
    expect(JSON.parse(first)).toEqual(labelSchema);
    expect(second).toBe(first);
    expect(asked).toEqual([
      { path: '/schemas/ids/1', authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}` },
    ]);
  });

  it.each([
    [2, 'CHK_SCHEMA_UNKNOWN'],
    [3, 'CHK_REGISTRY_UNAVAILABLE'],
    [4, 'CHK_SCHEMA_INCOMPATIBLE'],
    [5, 'CHK_SCHEMA_INCOMPATIBLE'],
  ])('answers for schema %i with %s', async (id, code) => {
    const registry = schemaRegistry(`http://127.0.0.1:${port}`);
    await expect(registry.schemaById(id)).rejects.toMatchObject({ code });
  });

  it('asks again after a failure', async () => {
    const registry = schemaRegistry(`http://127.0.0.1:${port}`);
    const before = asked.length;
    for (let attempt = 0; attempt < 2; attempt++) await registry.schemaById(3).catch(() => undefined);
    expect(asked.length - before).toBe(2);
  });

  it('that nobody serves is unavailable', async () => {
    const refused = (): Promise<Response> => Promise.reject(new TypeError('fetch failed'));
    await expect(schemaRegistry('http://127.0.0.1:1', refused).schemaById(1)).rejects.toMatchObject({
      code: 'CHK_REGISTRY_UNAVAILABLE',
      retriable: true,
    });
  });
});
