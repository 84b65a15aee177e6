import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConsoleApi } from '@checkride/client/api/console-api';
import type { LockStep } from '@checkride/client/lock-step';
import { notesOf, releasesOf, type Release, type Story } from './story.js';

const EXAMPLE = fileURLToPath(new URL('..', import.meta.url));

/** Applies the contract, has v1 trained on January and put into production, and orders what people release later. */
export async function prepareModel(of: {
  api: Pick<ConsoleApi, 'command'>;
  lockStep: LockStep;
  story: Story;
  folder: string;
  say: (line: string) => void;
}): Promise<void> {
  const { api, lockStep, story, folder, say } = of;
  const releases = releasesOf(story);
  const files = new Map<string, string>();
  for (const data of new Set(releases.map((release) => release.data))) {
    const file = resolve(folder, `${data}.parquet`);
    await exportHistory(file, data, story.january_one_in);
    files.set(data, file);
    say(`training file ${data} written`);
  }
  const file = join(EXAMPLE, 'contract.yml');
  const yaml = `${await readFile(file, 'utf8')}notes: ${JSON.stringify(notesOf(story))}\n`;
  await api.command('flights', { kind: 'apply', yaml, file });
  await lockStep.entry(({ action, answer }) => action === 'contract' && answer === 'applied');
  say('contract applied');
  const order = (release: Release, at: number | null): Promise<unknown> =>
    api.command(
      'flights',
      {
        kind: 'retrain',
        reason: `release of ${release.id}`,
        data: files.get(release.data) ?? null,
        pipeline: join(EXAMPLE, release.pipeline),
        version: release.id,
      },
      at,
    );
  const [first, ...later] = releases;
  if (first === undefined) throw new Error('the story has no first release');
  await order(first, null);
  const outcome = await lockStep.entry(
    ({ version, action, answer }) =>
      version === first.id && (action === 'complete' || action === 'reject' || answer === 'refused'),
  );
  if (outcome.action !== 'complete')
    throw new Error(
      `${first.id} was not put into production: ${outcome.reason} ${JSON.stringify(outcome.gates)}`,
    );
  say(`${first.id} trained, validated and in production`);
  for (const release of later) await order(release, Date.parse(release.at));
}

async function exportHistory(output: string, data: Release['data'], oneIn: number): Promise<void> {
  const more = data === 'january-v2' ? ['--units-of-v2'] : [];
  const child = spawn(
    process.execPath,
    [join(EXAMPLE, 'dist', 'export-history.js'), '--output', output, '--one-in', String(oneIn), ...more],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`the training file ${output} could not be written (exit code ${code})`);
}
