import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.cwd();
const tracked = spawnSync('git', ['ls-files', 'libs', 'services', 'examples'], {
  encoding: 'utf8',
}).stdout.split('\n');
const sources = tracked.filter((file) => file.endsWith('.ts') && !file.includes('/generated/'));
const linesOf = (file: string): number => readFileSync(file, 'utf8').split('\n').length - 1;

describe('the house', () => {
  test('keeps files small: none over 300 lines, nine of ten at most 200, half at most 80', () => {
    const lengths = sources.map(linesOf).sort((a, b) => a - b);
    expect(sources.filter((file) => linesOf(file) > 300)).toEqual([]);
    expect(lengths[Math.floor(lengths.length * 0.9)]).toBeLessThanOrEqual(200);
    expect(lengths[Math.floor(lengths.length * 0.5)]).toBeLessThanOrEqual(80);
  });

  test('names no folder or file after nothing in particular', () => {
    expect(tracked.filter((file) => /(^|\/)(utils?|helpers?|commons?|managers?)(\/|\.)/.test(file))).toEqual(
      [],
    );
  });

  test('lists every service in nest-cli.json', () => {
    const services = new Set(tracked.flatMap((file) => /^services\/([^/]+)\//.exec(file)?.[1] ?? []));
    const { projects } = JSON.parse(readFileSync('nest-cli.json', 'utf8')) as {
      projects: Record<string, unknown>;
    };
    expect(Object.keys(projects).sort()).toEqual([...services].sort());
  });
});

describe('the import table', () => {
  let copy: string;
  beforeAll(() => {
    copy = mkdtempSync(join(tmpdir(), 'chk-imports-'));
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.base.json', 'package.json'])
      cpSync(join(root, file), join(copy, file));
    for (const folder of ['libs/statistics', 'libs/domain']) {
      cpSync(join(root, folder), join(copy, folder), {
        recursive: true,
        filter: (path) => !path.includes('node_modules'),
      });
    }
    // The copy's packages must be the copy's own: everything else may be the original's.
    mkdirSync(join(copy, 'node_modules', '@checkride'), { recursive: true });
    for (const name of readdirSync(join(root, 'node_modules'))) {
      if (name !== '@checkride')
        symlinkSync(join(root, 'node_modules', name), join(copy, 'node_modules', name));
    }
    for (const name of ['domain', 'statistics']) {
      symlinkSync(join(copy, 'libs', name), join(copy, 'node_modules', '@checkride', name));
    }
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  const check = (library: string) =>
    spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
        '--config',
        '.dependency-cruiser.cjs',
        join(library, 'src'),
      ],
      { cwd: copy, encoding: 'utf8' },
    );

  test('holds as it stands', () => {
    expect(check('libs/statistics').status).toBe(0);
  });

  test.each([
    [
      'a framework in the domain',
      'libs/domain/src/planted.ts',
      "import { Module } from '@nestjs/common';\nexport const planted = Module;\n",
      'domain-is-pure',
    ],
    [
      'the file system in statistics',
      'libs/statistics/src/planted.ts',
      "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;\n",
      'statistics-is-alone',
    ],
    [
      'the domain in statistics',
      'libs/statistics/src/planted.ts',
      "import { sha256 } from '@checkride/domain/canonical';\nexport const planted = sha256;\n",
      'statistics-is-alone',
    ],
  ])('refuses %s', (_what, file, text, rule) => {
    writeFileSync(join(copy, file), text);
    const { status, stdout } = check(file.split('/').slice(0, 2).join('/'));
    rmSync(join(copy, file));
    expect(stdout).toContain(rule);
    expect(status).not.toBe(0);
  });
});
