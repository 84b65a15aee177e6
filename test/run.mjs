/**
 * Everything that CI runs, in an order that fails early: house rules and pure tests side by side, then what starts
 * real parts, one after the other. Closes with `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const STAGES = [
  { projects: ['unit', 'golden', 'contract', 'guarantees', 'incidents'], args: [] },
  { projects: ['integration', 'scenarios', 'crash', 'kills', 'e2e', 'browser'], args: ['--runInBand'] },
];

const folder = mkdtempSync(join(tmpdir(), 'checkride-results-'));
const node = (...args) => spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0;
const npm = (script) => spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' }).status === 0;

let passed = 0;
let failed = 0;
const house = npm('check');
if (!house) failed += 1;
else passed += 1;

for (const [stage, { projects, args }] of STAGES.entries()) {
  const file = join(folder, `${stage}.json`);
  const jest = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    '--testTimeout=60000',
    `--outputFile=${file}`,
    ...args,
    '--selectProjects',
    ...projects,
  ];
  node(...jest);
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const broken = testResults.filter(
      ({ status, assertionResults }) =>
        status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
    ).length;
    passed += numPassedTests;
    failed += numFailedTests + broken;
  } catch {
    failed += 1; // the run itself broke: that must never read as success
  }
}
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
