import { createRequire } from 'node:module';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { hardenKafkajs } from './install.js';

const require = createRequire(import.meta.url);
const RequestQueue = require('kafkajs/src/network/requestQueue') as new (options: object) => {
  throttleCheckTimeoutId: unknown;
  pending: unknown[];
  checkPendingRequests(): void;
  maybeThrottle(ms: number): void;
};

afterEach(() => void jest.useRealTimers());

describe('an idle connection', () => {
  const queue = (): InstanceType<typeof RequestQueue> =>
    new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1, logger: { debug: () => undefined } });

  it('sets no timer (kafkajs wakes each millisecond), but one while requests wait', () => {
    hardenKafkajs();
    jest.useFakeTimers();
    const idle = queue();
    idle.checkPendingRequests();
    expect(jest.getTimerCount()).toBe(0);

    const throttled = queue();
    throttled.maybeThrottle(500);
    let sent = 0;
    throttled.pending.push({ expectResponse: true, send: () => (sent += 1) });
    throttled.checkPendingRequests();
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(499);
    expect(sent).toBe(0);
    jest.advanceTimersByTime(20);
    expect(sent).toBe(1);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('codecs', () => {
  it('of all kinds are there, so that no compressed topic ends a consumer', () => {
    hardenKafkajs();
    const { lookupCodec } = require('kafkajs/src/protocol/message/compression') as {
      lookupCodec: (type: number) => { decompress: unknown };
    };
    for (const type of [1, 2, 3, 4]) expect(typeof lookupCodec(type).decompress).toBe('function');
  });
});
