import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ANALYST_USER } from './config.js';
import type { ServerConfig } from './config.js';
import type { Role } from './engine.js';
import { ServerError } from './server-error.js';

/** A name and password as sent, by whichever of ClickHouse's three ways. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** Credentials from the Authorization header, the X-ClickHouse headers or the URL; nobody is the user `default`. */
export function credentialsOf(headers: IncomingHttpHeaders, url: URLSearchParams): Credentials {
  const basic = /^Basic (.+)$/i.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [user = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
    return { user: unescaped(user), password: unescaped(rest.join(':')) };
  }
  const header = (name: string): string | undefined => {
    const value = headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return {
    user: header('x-clickhouse-user') ?? url.get('user') ?? 'default',
    password: header('x-clickhouse-key') ?? url.get('password') ?? '',
  };
}

/** What the sender may do. The owner needs its password; `analyst` and a sender without a name read views. */
export function authenticate(sent: Credentials, owner: ServerConfig['owner']): Role {
  if (sent.user === owner.user && sameText(sent.password, owner.password)) return 'owner';
  if ((sent.user === ANALYST_USER || sent.user === 'default') && sent.password === '') return 'analyst';
  throw new ServerError(
    516,
    'AUTHENTICATION_FAILED',
    `${sent.user}: Authentication failed: password is incorrect, or there is no user with such name`,
  );
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function sameText(left: string, right: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
