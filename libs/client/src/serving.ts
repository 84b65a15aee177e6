import { CheckrideError } from '@checkride/domain/errors';

/** One row to be scored; `time` (ms) on the replay clock only. */
export interface ScoreRow {
  readonly id: string;
  readonly unit?: string;
  readonly time?: number;
  readonly segments: Readonly<Record<string, string>>;
  readonly features: Readonly<Record<string, number | string | boolean | null>>;
}

/** One answer, in the order of the rows. */
export interface ScoreAnswer {
  readonly id: string;
  readonly version: string;
  readonly score: number | null;
  readonly status: string;
  readonly error_code: string | null;
}

/** A scoring endpoint of Checkride's serving. */
export interface ServingClient {
  /** Scores at most 1 000 rows; `routeRevision` on the replay clock only. */
  score(
    model: string,
    rows: readonly ScoreRow[],
    routeRevision?: number,
  ): Promise<{ readonly route_revision: number; readonly answers: readonly ScoreAnswer[] }>;
  /** What one version answers to rows, without being logged or counted, and the instance that answered. */
  probe(
    model: string,
    version: string,
    rows: readonly ScoreRow[],
  ): Promise<{ readonly instance: string; readonly answers: readonly ScoreAnswer[] }>;
  /** Replay clock: everything scored before is on the log, then simulated arrival time reaches `at` (ms). */
  setClock(model: string, at: number): Promise<void>;
}

/** A client of the serving at a base URL; errors carry the server's CHK_ code where it gave one. */
export function createServingClient(baseUrl: string): ServingClient {
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const answer: unknown = await response.json();
    if (!response.ok)
      throw new CheckrideError(
        'CHK_COMMAND_REFUSED',
        `serving answered ${response.status} to ${path}: ${JSON.stringify(answer)}`,
      );
    return answer;
  };
  return {
    score: async (model, rows, routeRevision) =>
      (await post(`/v1/models/${encodeURIComponent(model)}/score`, {
        rows,
        route_revision: routeRevision,
      })) as Awaited<ReturnType<ServingClient['score']>>,
    probe: async (model, version, rows) =>
      (await post(`/v1/models/${encodeURIComponent(model)}/score`, {
        rows,
        probe: version,
      })) as Awaited<ReturnType<ServingClient['probe']>>,
    setClock: async (model, at) => {
      await post('/clock', { model, at });
    },
  };
}
