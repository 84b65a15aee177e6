import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

/** Set by the supervisor for the engine's process, or by the system and not by us. */
const NOBODY_SETS = new Set([
  ...['DIRECTORY', 'HOST', 'PORT', 'PASSWORD'].map((name) => `CLICKHOUSE_SERVER_${name}`),
  ...['JAVA_HOME', 'XDG_CACHE_HOME'],
]);

const sources = spawnSync('git', ['ls-files', 'libs', 'services'], { encoding: 'utf8' })
  .stdout.split('\n')
  .filter((file) => /\/src\/.*\.ts$/.test(file) && !/\.test\.ts$|\/generated\//.test(file));

/** Names that code reads: members of a schema of the environment, or looked up in it. */
const read = sources.flatMap((file) => {
  const text = readFileSync(file, 'utf8');
  if (!/env(\.js)?'|'zod'|Environment/.test(text)) return [];
  const found = text.matchAll(/^ +([A-Z]+(?:_[A-Z]+)+): (?:z$|z\.|count|port|probes)|\['([A-Z_]+)'\]/gm);
  return [...found].map(([, member, looked]) => member ?? looked ?? '');
});

/** Names in the first column of the table. */
const told = readFileSync('docs/operations.md', 'utf8')
  .split('\n')
  .flatMap((line) => /^\| ((?:`[A-Z_]+`(?:, )?)+) \|/.exec(line)?.[1] ?? [])
  .flatMap((cell) => [...cell.matchAll(/[A-Z_]+/g)].map(([name]) => name));

test('every variable that is read is told in docs/operations.md, each once, and no other', () => {
  const names = [...new Set(read)].filter((name) => !NOBODY_SETS.has(name));
  expect([...told].sort()).toEqual(names.sort());
});
