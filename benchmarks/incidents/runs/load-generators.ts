import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CATALOGUE } from '../generators/catalogue.js';
import type { IncidentGenerator } from '../interface.js';

const isGenerator = (value: unknown): value is IncidentGenerator =>
  typeof value === 'object' &&
  value !== null &&
  'name' in value &&
  typeof value.name === 'string' &&
  'create' in value &&
  typeof value.create === 'function';

/** The generators to play: those of files outside the repository when any are named, else our own. */
export async function loadGenerators(
  files: readonly string[],
  only: readonly string[],
): Promise<readonly IncidentGenerator[]> {
  const outside = (await Promise.all(files.map(generatorsOf))).flat();
  const all = files.length > 0 ? outside : CATALOGUE;
  const names = all.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw new RangeError(`two generators are called ${twice}`);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) throw new RangeError(`no generator ${unknown.join(', ')}: ${names.join(', ')}`);
  return only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
}

/** Everything a file exports that is a generator: by itself, in a list, or the file as such. */
async function generatorsOf(file: string): Promise<readonly IncidentGenerator[]> {
  if (!existsSync(file)) throw new RangeError(`there is no file ${file}`);
  const module = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
  const found = [...new Set([module, ...Object.values(module).flat()].filter(isGenerator))];
  if (found.length === 0)
    throw new RangeError(
      `${file} exports no generator: export objects with a name (text) and create(seed, traffic, options), see benchmarks/incidents/interface.ts`,
    );
  return found;
}
