import { z } from 'zod';
import { commandRequest } from './adapters/command-request.js';

interface Described {
  readonly summary: string;
  readonly query?: readonly string[];
  readonly body?: object;
  readonly answers: string;
}

const PATHS: Readonly<Record<string, Readonly<Partial<Record<'get' | 'post', Described>>>>> = {
  '/api/models': {
    get: { summary: 'Every model with its headline', answers: 'list of models' },
  },
  '/api/models/{model}': {
    get: { summary: 'Contract, route, newest decision and what waits for a person', answers: 'the model' },
  },
  '/api/models/{model}/timeline': {
    get: {
      summary:
        'Traffic, risk, drift, measures, decisions and releases on one time axis; a stretch of it by `from` and `until` (ms or ISO-8601)',
      query: ['from', 'until'],
      answers: 'the series',
    },
  },
  '/api/models/{model}/decisions': {
    get: { summary: 'Decisions, newest first', query: ['limit'], answers: 'list of decisions' },
  },
  '/api/models/{model}/ledger': {
    get: {
      summary: 'The audit trail, newest first; `cause` keeps the answers to one decision or command',
      query: ['limit', 'cause'],
      answers: 'list of ledger entries',
    },
  },
  '/api/models/{model}/schema': {
    get: { summary: "Avro schema of the model's predictions", answers: 'subject, ids and schema' },
  },
  '/api/models/{model}/commands': {
    post: {
      summary: 'Ask something of the controller (needs the token)',
      body: z.toJSONSchema(commandRequest, { io: 'input' }),
      answers: 'the id of the command',
    },
  },
  '/api/decisions/{id}': {
    get: { summary: 'One decision with its evidence', answers: 'the decision' },
  },
  '/api/models/{model}/incidents': {
    get: {
      summary: 'Incidents with their rules, scope, time, impact and decisions, newest first',
      answers: 'list of incidents',
    },
  },
  '/api/incidents': {
    get: { summary: 'Incidents of every model, newest first', answers: 'list of incidents' },
  },
  '/api/models/{model}/changes': {
    get: {
      summary: 'Changes announced of the model, newest first',
      query: ['limit'],
      answers: 'list of changes',
    },
  },
  '/api/models/{model}/trust': {
    get: {
      summary: 'Automatic actions beside those people overrode, what was promised, and α by release',
      answers: 'the false-action ledger of the model',
    },
  },
  '/api/trust': {
    get: { summary: 'The false-action ledger of every model', answers: 'list of false-action ledgers' },
  },
  '/api/dead-letters': {
    get: {
      summary: 'Messages that were set aside',
      query: ['model', 'limit'],
      answers: 'list of dead letters',
    },
  },
  '/api/events': {
    get: {
      summary: 'Server-sent events: model, headline, decision and window whenever a model was judged again',
      answers: 'a stream that stays open',
    },
  },
  '/api/openapi.json': { get: { summary: 'This document', answers: 'OpenAPI 3.1' } },
  '/health': { get: { summary: 'Whether the console runs', answers: 'status ok' } },
  '/schemas/ids/{id}': {
    get: { summary: 'A writer schema by its Confluent id', answers: 'the schema, as a registry tells it' },
  },
  '/subjects/{subject}/versions/latest': {
    get: {
      summary: 'The newest writer schema of a subject',
      answers: 'subject, id, version and schema, as a registry tells them',
    },
  },
  '/api/contracts/validate': {
    post: {
      summary: 'Problems of a contract text with line and column',
      body: z.toJSONSchema(z.object({ yaml: z.string() })),
      answers: 'list of problems',
    },
  },
};

/** The HTTP API as an OpenAPI 3.1 document. */
export function openApi(): object {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Checkride console',
      version: '1',
      description: 'Decisions about models in production. Errors hold code, message and remedy.',
    },
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
    paths: Object.fromEntries(
      Object.entries(PATHS).map(([path, methods]) => [path, pathItem(path, methods)]),
    ),
  };
}

const pathItem = (path: string, methods: (typeof PATHS)[string]): object =>
  Object.fromEntries(
    Object.entries(methods).map(([method, described]) => [method, operation(path, described)]),
  );

function operation(path: string, { summary, query = [], body, answers }: Described): object {
  const isCommand = path.endsWith('/commands');
  const text = { schema: { type: 'string' } };
  return {
    summary,
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, ...text })),
      ...query.map((name) => ({ name, in: 'query', required: false, ...text })),
    ],
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    ...(isCommand && { security: [{ token: [] }] }),
    responses: {
      [isCommand ? '202' : '200']: { description: answers },
      default: { description: 'code, message and remedy' },
    },
  };
}
