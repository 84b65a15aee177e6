import type { CommandBody } from '@checkride/domain/commands';
import { CheckrideError } from '@checkride/domain/errors';
import type { Decision } from '@checkride/domain/judge/decision';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';

/** What the console answers to a command: its id, to be found on the ledger. */
export interface CommandReceipt {
  readonly command_id: string;
}

/** The console's HTTP API, for programs; runs in Node and in a browser. */
export interface ConsoleApi {
  /** Sends a command; `at` (window start, ms) holds it back until that tick. CHK_UNAUTHORISED without a valid token. */
  command(model: string, body: CommandBody, at?: number | null): Promise<CommandReceipt>;
  decisions(model: string, limit?: number): Promise<readonly Decision[]>;
  decision(id: string): Promise<Decision>;
  ledger(model: string, limit?: number): Promise<readonly LedgerEntry[]>;
  /** GET of any path below /api, as JSON. */
  get<T>(path: string): Promise<T>;
}

/** A client of the console at a base URL; commands need the token of `.checkride/token`. */
export function createConsoleApi(of: {
  readonly baseUrl: string;
  readonly token?: string;
  readonly actor: string;
}): ConsoleApi {
  const call = async <T>(path: string, init?: { method: string; body: string }): Promise<T> => {
    const response = await fetch(`${of.baseUrl}/api${path}`, {
      ...init,
      headers: {
        accept: 'application/json',
        'content-type': 'application/json',
        ...(of.token ? { authorization: `Bearer ${of.token}` } : {}),
      },
    });
    const answer = (await response.json().catch(() => ({}))) as {
      code?: string;
      message?: string;
      remedy?: string;
    };
    if (response.ok) return answer as T;
    const code =
      response.status === 401 || response.status === 403
        ? 'CHK_UNAUTHORISED'
        : response.status === 404
          ? 'CHK_NOT_FOUND'
          : 'CHK_COMMAND_REFUSED';
    throw new CheckrideError(code, answer.message ?? `the console answered ${response.status} to ${path}`, {
      remedy: answer.remedy,
    });
  };
  const at = (model: string): string => `/models/${encodeURIComponent(model)}`;
  return {
    command: (model, body, holdUntil = null) =>
      call(`${at(model)}/commands`, {
        method: 'POST',
        body: JSON.stringify({ actor: of.actor, at: holdUntil, body }),
      }),
    decisions: (model, limit = 100) => call(`${at(model)}/decisions?limit=${limit}`),
    decision: (id) => call(`/decisions/${encodeURIComponent(id)}`),
    ledger: (model, limit = 100) => call(`${at(model)}/ledger?limit=${limit}`),
    get: (path) => call(path),
  };
}
