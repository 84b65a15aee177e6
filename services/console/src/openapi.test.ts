import 'reflect-metadata';
import { describe, expect, test } from '@jest/globals';
import { CommandController } from './command.controller.js';
import { openApi } from './openapi.js';
import { ReadingController } from './reading.controller.js';

const GET = 0; // Nest's RequestMethod

const routesOf = (controller: { prototype: object }): string[] => {
  const prefix = (Reflect.getMetadata('path', controller) as string).replace(/^\/$/, '');
  const names = Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor');
  return names.flatMap((name) => {
    const handler = (controller.prototype as Record<string, object>)[name]!;
    const path = Reflect.getMetadata('path', handler) as string | undefined;
    if (path === undefined) return [];
    const method = (Reflect.getMetadata('method', handler) as number) === GET ? 'get' : 'post';
    return [`${method} /${[prefix, path].filter(Boolean).join('/')}`.replaceAll(/:(\w+)/g, '{$1}')];
  });
};

describe('the OpenAPI document', () => {
  const { paths } = openApi() as {
    paths: Record<string, Record<string, { parameters: { name: string }[] }>>;
  };

  test('describes every route there is, and none that is not', () => {
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual([ReadingController, CommandController].flatMap(routesOf).sort());
  });

  test('names the parts of a path and of a query', () => {
    const parameters = paths['/api/models/{model}/timeline']?.['get']?.parameters.map(({ name }) => name);
    expect(parameters).toEqual(['model', 'from', 'until']);
  });
});
