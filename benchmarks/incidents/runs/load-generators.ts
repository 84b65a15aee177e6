import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE } from '../generators/catalogue.js';
import type { IncidentGenerator } from '../interface.js';

const isGenerator = (value: unknown): value is IncidentGenerator =>
  typeof value === 'object' && value !== null && 'name' in value && 'create' in value;

/** The generators to play: those of files outside the repository when any are named, else our own. */
export async function loadGenerators(
  files: readonly string[],
  only: readonly string[],
): Promise<readonly IncidentGenerator[]> {
  const outside: IncidentGenerator[] = [];
  for (const file of files) {
    const module = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
    outside.push(...new Set(Object.values(module).flat().filter(isGenerator)));
  }
  const all = files.length > 0 ? outside : CATALOGUE;
  const unknown = only.filter((name) => !all.some((generator) => generator.name === name));
  if (unknown.length > 0)
    throw new RangeError(`no generator ${unknown.join(', ')}: ${all.map(({ name }) => name).join(', ')}`);
  return only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
}
