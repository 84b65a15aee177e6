import { connect } from 'node:net';

// ApiVersions, version 0, correlation 1, no client name: the first request any Kafka client sends.
const API_VERSIONS = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 255, 255]);

/** Whether a Kafka broker on this loopback port processes requests; an open port alone says little after a crash. */
export function answersKafka(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(500, () => done(false));
    socket.once('error', () => done(false));
    socket.once('close', () => resolve(false));
    socket.once('connect', () => socket.write(API_VERSIONS));
    socket.once('data', () => done(true));
  });
}

/** Whether a URL answers with a 2xx status within a second. */
export async function answersHttp(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
