import { connect } from 'node:net';
import { join } from 'node:path';
import type { Environment } from '@checkride/platform/env';
import type { ProcessSpec } from './process/managed-process.js';
import { answersHttp } from './process/readiness.js';

/** A service process to keep running beside the embedded parts. */
export interface ServiceSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the supervisor's own environment and the connections of the stack. */
  readonly env?: Readonly<Record<string, string>>;
  /** When it counts as ready: a URL answers 2xx, a loopback port is open, or at once. */
  readonly readiness?: { readonly http: string } | { readonly port: number };
  readonly readyTimeoutMs?: number;
  readonly stopTimeoutMs?: number;
}

/** The service as a process to supervise; its log is `logs/<name>.log`. */
export function serviceProcess(service: ServiceSpec, home: string, env: Environment): ProcessSpec {
  const { name, command, args, readiness } = service;
  return {
    program: {
      name,
      command,
      args,
      env: { ...env, ...service.env },
      logFile: join(home, 'logs', `${name}.log`),
    },
    ready: () => isReady(readiness),
    readyTimeoutMs: service.readyTimeoutMs ?? 60_000,
    stopTimeoutMs: service.stopTimeoutMs ?? 12_000,
  };
}

async function isReady(readiness: ServiceSpec['readiness']): Promise<boolean> {
  if (readiness === undefined) return true;
  return 'http' in readiness ? answersHttp(readiness.http) : accepts(readiness.port);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
