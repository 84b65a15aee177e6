import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createConsoleApi, type ConsoleApi } from '@checkride/client/api/console-api';
import { CheckrideError } from '@checkride/domain/errors';
import { environment, type Environment } from '@checkride/platform/env';
import { checkrideHome, readStackRecord } from '@checkride/platform/stack-record';
import { createPrinter, type Printer } from './output/printer.js';

/** What every command gets: where the home is, how to print, and the console's API once it is needed. */
export interface Context {
  readonly env: Environment;
  readonly home: string;
  readonly printer: Printer;
  readonly api: () => ConsoleApi;
}

/** The context of one invocation. */
export function createContext(json: boolean): Context {
  const env = environment();
  const home = checkrideHome(env);
  return { env, home, printer: createPrinter(json), api: () => consoleApi(env, home) };
}

function consoleApi(env: Environment, home: string): ConsoleApi {
  const baseUrl = env['CHECKRIDE_CONSOLE'] ?? readStackRecord(home)?.consoleUrl;
  if (baseUrl === undefined) {
    throw new CheckrideError('CHK_NOT_FOUND', `nothing runs in ${home}`, {
      remedy: 'Start it with `checkride up`, or name a console by CHECKRIDE_CONSOLE=http://host:port.',
    });
  }
  return createConsoleApi({
    baseUrl,
    token: env['CHECKRIDE_TOKEN'] ?? tokenOf(home),
    actor: userInfo().username,
  });
}

function tokenOf(home: string): string | undefined {
  try {
    return readFileSync(join(home, 'token'), 'utf8').trim();
  } catch {
    return undefined;
  }
}
