/** GET of a path below /api; throws an Error with the server's words. */
export async function get<T>(path: string): Promise<T> {
  const response = await fetch(`/api${path}`, { headers: { accept: 'application/json' } });
  const answer = (await response.json()) as T & { message?: string };
  if (!response.ok) throw new Error(answer.message ?? `the console answered ${response.status}`);
  return answer;
}

/** Sends a command with the token of this installation; answers its id. */
export async function command(model: string, body: object, token: string): Promise<string> {
  const response = await fetch(`/api/models/${encodeURIComponent(model)}/commands`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ actor: 'console', body }),
  });
  const answer = (await response.json()) as { command_id?: string; message?: string };
  if (!response.ok) throw new Error(answer.message ?? `the console answered ${response.status}`);
  return answer.command_id ?? '';
}

/** Calls back whenever a model was judged again; the browser reconnects by itself. */
export function onChange(
  changed: (change: { model: string; headline: string; window: number }) => void,
): void {
  new EventSource('/api/events').addEventListener('message', (event: MessageEvent<string>) =>
    changed(JSON.parse(event.data) as never),
  );
}
