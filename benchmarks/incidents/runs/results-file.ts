import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { keyOf, type EpisodeResult } from './result.js';

/** Compiled code an episode's result follows from, from the repository's root. */
const CODE = [
  'libs/statistics/dist',
  'libs/domain/dist',
  'libs/store/dist/memory',
  'services/monitor/dist/steps',
  'services/runner/dist/steps',
  'benchmarks/dist/incidents',
];

/** Digest of the code that decides results: those of other code are not gone on from. */
export function codeDigest(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1)))
      if (entry.isDirectory()) visit(join(path, entry.name));
      else if (entry.name.endsWith('.js')) hash.update(readFileSync(join(path, entry.name)));
  };
  for (const path of CODE) visit(resolve(root, path));
  return hash.digest('hex').slice(0, 16);
}

/** Results by key, each noted in a file as it comes. */
export class ResultsFile {
  readonly results = new Map<string, EpisodeResult>();

  constructor(
    private readonly path: string,
    code: string,
  ) {
    const [head, ...lines] = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
    if (head === code) {
      // A run that was stopped while it wrote leaves half a line: that episode is played again.
      for (const line of lines.slice(0, -1)) this.note(JSON.parse(line) as EpisodeResult);
      return;
    }
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${code}\n`);
  }

  add(result: EpisodeResult): void {
    this.note(result);
    appendFileSync(this.path, `${JSON.stringify(result)}\n`);
  }

  private note(result: EpisodeResult): void {
    this.results.set(keyOf(result), result);
  }
}
