import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assertMaven, findJava } from './java.js';

let path: string;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'java-'));
});
afterEach(() => rmSync(path, { recursive: true }));

function install(name: string, script: string): void {
  writeFileSync(join(path, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(path, name), 0o755);
}

test('a Java of 17 or newer on the path is taken', async () => {
  install('java', `echo 'openjdk version "21.0.4" 2024-07-16' >&2`);
  await expect(findJava({ PATH: path })).resolves.toEqual({ command: 'java', version: '21.0.4' });
});

test('without Java the error says how to install one here, and how to do without', async () => {
  const remedy = expect.stringMatching(
    /(apt-get install openjdk-17-jre-headless|brew install openjdk@17|packages).*docker compose up/,
  ) as string;
  await expect(findJava({ PATH: path })).rejects.toMatchObject({ code: 'CHK_JAVA_MISSING', remedy });
});

test('a Java too old is named', async () => {
  install('java', `echo 'java version "1.8.0_402"' >&2`);
  await expect(findJava({ PATH: path })).rejects.toMatchObject({
    code: 'CHK_JAVA_MISSING',
    message: expect.stringContaining('1.8.0_402') as string,
  });
});

test('without Maven the error says how to install it', async () => {
  await expect(assertMaven({ PATH: path })).rejects.toMatchObject({ code: 'CHK_MAVEN_MISSING' });
});
