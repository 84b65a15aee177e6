import { CheckrideError } from '@checkride/domain/errors';
import { refuseEmptyItems } from './compatibility.js';

/** Schemas of other people's producers, by the id in front of each message. */
export interface SchemaRegistry {
  /** The schema as JSON text; asked for once. CHK_SCHEMA_UNKNOWN when there is none, CHK_REGISTRY_UNAVAILABLE when nobody answers. */
  schemaById(id: number): Promise<string>;
}

const TIMEOUT_MS = 5_000;

/** A Confluent-compatible registry (`GET /schemas/ids/{id}`); the URL may carry user:password@. */
export function schemaRegistry(url: string, ask: typeof fetch = fetch): SchemaRegistry {
  const base = new URL(url);
  const headers: Record<string, string> = {
    accept: 'application/vnd.schemaregistry.v1+json, application/json',
  };
  if (base.username !== '') {
    const credentials = `${decodeURIComponent(base.username)}:${decodeURIComponent(base.password)}`;
    headers['authorization'] = `Basic ${Buffer.from(credentials).toString('base64')}`;
    base.username = '';
    base.password = '';
  }
  const root = base.href.replace(/\/$/, '');
  const known = new Map<number, Promise<string>>();

  const read = async (id: number): Promise<string> => {
    const place = `${root}/schemas/ids/${id}`;
    let response: Response;
    try {
      response = await ask(place, { headers, signal: AbortSignal.timeout(TIMEOUT_MS) });
    } catch (error) {
      throw unavailable(place, String(error), error);
    }
    if (response.status === 404) throw new CheckrideError('CHK_SCHEMA_UNKNOWN', `${place}: no such schema`);
    if (!response.ok) throw unavailable(place, `status ${response.status}`);
    const answer = (await response.json()) as { readonly schema?: string; readonly schemaType?: string };
    if (typeof answer.schema !== 'string' || (answer.schemaType ?? 'AVRO') !== 'AVRO')
      throw new CheckrideError('CHK_SCHEMA_INCOMPATIBLE', `${place}: not an Avro schema`);
    refuseEmptyItems(JSON.parse(answer.schema));
    return answer.schema;
  };

  return {
    schemaById(id) {
      let answer = known.get(id);
      if (answer === undefined) {
        known.set(id, (answer = read(id)));
        // A schema that exists never changes; a failure may pass.
        answer.catch(() => known.delete(id));
      }
      return answer;
    },
  };
}

const unavailable = (place: string, why: string, cause?: unknown): CheckrideError =>
  new CheckrideError('CHK_REGISTRY_UNAVAILABLE', `${place}: ${why}`, {
    cause,
    remedy: 'Check SCHEMA_REGISTRY_URL and that the registry runs.',
  });
