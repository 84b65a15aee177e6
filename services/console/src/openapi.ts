import { z } from 'zod';
import { commandRequest } from './adapters/command-request.js';

interface Described {
  readonly summary: string;
  readonly query?: readonly string[];
  readonly body?: object;
  readonly answers: string;
}

const PATHS: Readonly<Record<string, Readonly<Record<'get' | 'post', Described | undefined>>>> = {
  '/api/models': {
    get: { summary: 'Every model with its headline', answers: 'list of models' },
    post: undefined,
  },
  '/api/models/{model}': {
    get: { summary: 'Contract, route, newest decision and what waits for a person', answers: 'the model' },
    post: undefined,
  },
  '/api/models/{model}/timeline': {
    get: {
      summary:
        'Traffic, risk, drift, measures, decisions and releases on one time axis; a stretch of it by `from` and `until` (ms or ISO-8601)',
      query: ['from', 'until'],
      answers: 'the series',
    },
    post: undefined,
  },
  '/api/models/{model}/decisions': {
    get: { summary: 'Decisions, newest first', query: ['limit'], answers: 'list of decisions' },
    post: undefined,
  },
  '/api/models/{model}/ledger': {
    get: {
      summary: 'The audit trail, newest first; `cause` keeps the answers to one decision or command',
      query: ['limit', 'cause'],
      answers: 'list of ledger entries',
    },
    post: undefined,
  },
  '/api/models/{model}/schema': {
    get: { summary: "Avro schema of the model's predictions", answers: 'subject, ids and schema' },
    post: undefined,
  },
  '/api/models/{model}/commands': {
    get: undefined,
    post: {
      summary: 'Ask something of the controller (needs the token)',
      body: z.toJSONSchema(commandRequest, { io: 'input' }),
      answers: 'the id of the command',
    },
  },
  '/api/decisions/{id}': {
    get: { summary: 'One decision with its evidence', answers: 'the decision' },
    post: undefined,
  },
  '/api/dead-letters': {
    get: {
      summary: 'Messages that were set aside',
      query: ['model', 'limit'],
      answers: 'list of dead letters',
    },
    post: undefined,
  },
  '/api/contracts/validate': {
    get: undefined,
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

function pathItem(path: string, methods: (typeof PATHS)[string]): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => ({
    name: match[1],
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  return Object.fromEntries(
    Object.entries(methods).flatMap(([method, described]) =>
      described === undefined
        ? []
        : [
            [
              method,
              {
                summary: described.summary,
                parameters: [
                  ...inPath,
                  ...(described.query ?? []).map((name) => ({
                    name,
                    in: 'query',
                    required: false,
                    schema: { type: 'string' },
                  })),
                ],
                ...(described.body
                  ? {
                      requestBody: {
                        required: true,
                        content: { 'application/json': { schema: described.body } },
                      },
                    }
                  : {}),
                ...(path.endsWith('/commands') ? { security: [{ token: [] }] } : {}),
                responses: {
                  [path.endsWith('/commands') ? '202' : '200']: { description: described.answers },
                  default: { description: 'code, message and remedy' },
                },
              },
            ],
          ],
    ),
  );
}
