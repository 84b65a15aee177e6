import type { FleetChange } from '@checkride/client/api/console-views';
import type { CommandBody } from '@checkride/domain/commands';

/** What the console answered instead of data; `status` is HTTP's, 0 when nothing answered. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy: string | null,
  ) {
    super(message);
  }
}

/** GET of a path below /api. Throws ApiError with the server's words. */
export function get<T>(path: string): Promise<T> {
  return ask<T>(path, { headers: { accept: 'application/json' } });
}

/** Sends a command in somebody's name with the token of this installation; answers its id. Throws ApiError. */
export async function sendCommand(
  model: string,
  body: CommandBody,
  who: { readonly actor: string; readonly token: string },
): Promise<string> {
  const answer = await ask<{ command_id: string }>(`/models/${encodeURIComponent(model)}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${who.token}` },
    body: JSON.stringify({ actor: who.actor, body }),
  });
  return answer.command_id;
}

/** Calls back whenever a model was judged again, and when the connection comes or goes; the browser reconnects by itself. */
export function follow(to: {
  readonly changed: (change: FleetChange) => void;
  readonly connected: (now: boolean) => void;
}): void {
  const source = new EventSource('/api/events');
  source.addEventListener('open', () => to.connected(true));
  source.addEventListener('error', () => to.connected(false));
  source.addEventListener('message', (event: MessageEvent<string>) =>
    to.changed(JSON.parse(event.data) as FleetChange),
  );
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const response = await fetch(`/api${path}`, init).catch(() => {
    throw new ApiError(0, 'The console does not answer.', 'Is it still running? `checkride status` tells.');
  });
  const answer = (await response.json().catch(() => ({}))) as { message?: string; remedy?: string | null };
  if (response.ok) return answer as T;
  throw new ApiError(
    response.status,
    answer.message ?? `The console answered ${response.status}.`,
    answer.remedy ?? null,
  );
}
