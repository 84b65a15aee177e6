import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { until } from '../support/console-pages.js';
import { blocksOf, inlineCommands, localLinks, type Block } from '../support/markdown.js';
import { CLI, storyEnvironment, toldStory, type ToldStory } from '../support/told-story.js';

jest.setTimeout(120_000);

const root = process.cwd();
const PAGES = [
  'README.md',
  ...['concepts', 'contract', 'decisions', 'backtest', 'guarantees', 'operations', 'sql'].map(
    (name) => `docs/${name}.md`,
  ),
];

/** Commands that are not run here, and what runs them instead. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'npm run demo': 'test/e2e/flights.test.ts',
  'npm test': '.ci/run',
  'npm install': '.ci/run',
  'npm run build': 'test/run.mjs',
  'npx checkride demo --without v2-fault': 'test/e2e/flights-can-fail.test.ts',
  'npm shrinkwrap': 'CONTRIBUTING.md',
  'npm run test:guarantees': 'test/guarantees/long-form.mjs',
  'npm run bench:fold': 'benchmarks/fold/main.ts',
  'npm run bench:ingest': 'benchmarks/ingest/main.ts',
  'npm run bench:windows': 'benchmarks/windows/main.ts',
  // Below in this file, in a home of its own.
  'npx checkride up': 'test/e2e/docs.test.ts',
  'npx checkride status': 'test/e2e/docs.test.ts',
  'npx checkride down': 'test/e2e/docs.test.ts',
  'CHECKRIDE_HOME=.checkride/demo npx checkride up': 'test/e2e/docs.test.ts',
  'SERVICE=judge node services/host/dist/main.js': 'test/support/separate-services.ts',
};

let story: ToldStory;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'checkride-docs-'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, 'examples'), join(folder, 'examples'));
  story = await toldStory();
}, 300_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs lines as a reader would type them, against the installation of this test. */
function shell(text: string, env: NodeJS.ProcessEnv = storyEnvironment(story)): Ran {
  const here = text
    .replaceAll('http://127.0.0.1:18123', story.clickhouseUrl)
    .replaceAll('http://127.0.0.1:18000', story.consoleUrl)
    .replaceAll('.checkride/token', join(story.home, 'token'));
  const script = `npx() { shift; "${process.execPath}" "${CLI}" "$@"; }\n${here}`;
  return spawnSync('bash', ['-euo', 'pipefail', '-c', script], { cwd: folder, encoding: 'utf8', env });
}

/** A request on a connection of its own: while a shell runs here, servers close those that are kept. */
const ask = (url: string, body?: string): Promise<Response> =>
  fetch(url, { headers: { connection: 'close' }, ...(body === undefined ? {} : { method: 'POST', body }) });

const askSql = async (sql: string): Promise<string> =>
  (await (await ask(story.clickhouseUrl, `${sql} FORMAT TSV`)).text()).trim();

const runHere = ({ text }: Block): string =>
  text
    .split('\n')
    .filter((line) => !(line in ELSEWHERE))
    .join('\n');

/** Names of columns in a table that the engine drew. */
const columnsOf = (drawn: string): string[] =>
  (drawn.split('\n').find((line) => line.includes('┌')) ?? '').match(/[A-Za-z_0-9]+/g) ?? [];

describe.each(PAGES)('%s', (page) => {
  const blocks = blocksOf(page);

  test('does what it shows: each file, each command, in its order', async () => {
    for (const [place, block] of blocks.entries()) {
      if (block.file !== undefined) writeFileSync(join(folder, block.file), block.text);
      if (block.language !== 'sh' || runHere(block).trim() === '') continue;
      const { status, stdout, stderr } = shell(runHere(block));
      expect([block.at, status, status === 0 ? '' : stderr + stdout]).toEqual([block.at, 0, '']);
      const shown = blocks[place + 1];
      if (shown?.language === 'text' && shown.text.includes('┌'))
        expect([block.at, columnsOf(stdout)]).toEqual([block.at, columnsOf(shown.text)]);
      const applied = /apply (\w+)\.yml/.exec(block.text)?.[1];
      if (applied !== undefined)
        await until(async () => (await ask(`${story.consoleUrl}/api/models/${applied}`)).ok);
    }
  });

  test('names no command that nothing runs, and no test that is not there', () => {
    const run = new Set(blocks.flatMap((block) => runHere(block).split('\n')));
    for (const command of inlineCommands(page)) {
      const known =
        command in ELSEWHERE || run.has(command) || /^npx checkride [a-z-]+( --(help|json))?$/.test(command);
      expect([page, command, known]).toEqual([page, command, true]);
    }
    for (const file of Object.values(ELSEWHERE)) expect([file, existsSync(file)]).toEqual([file, true]);
  });

  test('leads only to files that are there', () => {
    for (const link of localLinks(page))
      expect([page, link, existsSync(join(dirname(page), link))]).toEqual([page, link, true]);
  });
});

describe('what the README sent', () => {
  test('arrived: two answers and their truth as JSON, from Node and from Python', async () => {
    await until(async () => (await askSql('SELECT count() FROM churn_labels')) === '2');
    expect(
      await askSql(
        `SELECT country, tenure, plan, round(score, 2), value FROM churn INNER JOIN churn_labels USING (prediction_id) ORDER BY tenure`,
      ),
    ).toBe('AT\t3\tfamily\t0.35\t0\nCH\t14\tbasic\t0.81\t1');
    expect(await askSql('SELECT count() FROM churn_labels WHERE cohort_hour < toDateTime(1)')).toBe('0');
  });

  test('arrived: one answer as Avro', async () => {
    await until(async () => (await askSql('SELECT count() FROM spam')) === '1');
    expect(await askSql('SELECT words, sender, score, version FROM spam')).toBe('120\texample.org\t0.97\t3');
  });

  test('arrived: a change that a deploy tool announced', async () => {
    const announced = async (): Promise<unknown> =>
      (await ask(`${story.consoleUrl}/api/models/shop/changes`)).json();
    await until(async () => ((await announced()) as unknown[]).length === 1);
    expect(await announced()).toMatchObject([
      { change_id: 'deploy-17', kind: 'deploy', scope: ['region=eu'], shares: { v2: 0.1 } },
    ]);
  });

  test('left nothing aside', async () => {
    const letters = await ask(`${story.consoleUrl}/api/dead-letters`);
    expect(await letters.json()).toEqual([]);
  });
});

test('`up`, `status` and `down` do what operations.md says', () => {
  const home = mkdtempSync(join(tmpdir(), 'checkride-up-'));
  const ports = { CONSOLE_PORT: '0', SERVING_PORT: '0', KAFKA_PORT: '0', CLICKHOUSE_PORT: '0' };
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, CHECKRIDE_HOME: home, ...ports };
  try {
    const up = shell('npx checkride up --json', env);
    expect([up.status, up.status === 0 ? '' : up.stderr]).toEqual([0, '']);
    const { console } = JSON.parse(up.stdout) as { console: string };
    expect(shell(`curl -sf ${console}/health`, env).stdout).toContain('ok');
    expect(shell('npx checkride status', env)).toMatchObject({ status: 0 });
    expect(shell('npx checkride models', env).stdout).toContain('No model yet');
  } finally {
    expect(shell('npx checkride down', env)).toMatchObject({ status: 0 });
    rmSync(home, { recursive: true, force: true });
  }
  expect(existsSync(home)).toBe(false);
});

test('the picture of the console is small enough for a README', () => {
  expect(readFileSync('docs/images/console.png').length).toBeLessThan(300_000);
});
