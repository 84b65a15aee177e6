/**
 * The guarantee suite in its long form, on one core: prints every figure beside its bound, and with `--keep` writes
 * them into docs/guarantees.md.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const PAGE = 'docs/guarantees.md';
const ORDER = ['G1', 'G1t', 'G2', 'G4', 'mutant'];

const folder = mkdtempSync(join(tmpdir(), 'checkride-guarantees-'));
const file = join(folder, 'figures.jsonl');
const started = performance.now();
const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--runInBand',
    '--selectProjects',
    'guarantees',
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, CHECKRIDE_GUARANTEES: 'long', CHECKRIDE_GUARANTEES_FIGURES: file },
  },
);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);

const figures = existsSync(file)
  ? readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  : [];
rmSync(folder, { recursive: true, force: true });
figures.sort(
  (a, b) => ORDER.indexOf(a.guarantee) - ORDER.indexOf(b.guarantee) || a.check.localeCompare(b.check),
);
const rows = figures.map(
  ({ guarantee, check, measured, bound }) => `| ${guarantee} | ${check} | ${measured} | ${bound} |`,
);
const table = ['| | check | measured | bound |', '|---|---|---|---|', ...rows].join('\n');
console.log(`\n${table}\n\n${figures.length} figures in ${minutes} minutes`);

if (process.argv.includes('--keep') && status === 0) {
  const page = readFileSync(PAGE, 'utf8');
  const kept = page.replace(
    /(<!-- figures -->\n)[\s\S]*(\n<!-- end of figures -->)/,
    (_, before, after) => `${before}\n${table}\n\nMeasured in ${minutes} minutes on one core.\n${after}`,
  );
  writeFileSync(PAGE, kept);
}
process.exit(status ?? 1);
