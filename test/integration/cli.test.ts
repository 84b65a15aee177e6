import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const COMMANDS = [
  ...['up', 'down', 'status', 'doctor', 'demo', 'apply', 'schema', 'models', 'decisions', 'why', 'replay'],
  ...['approve', 'reject', 'promote', 'pause', 'rollback', 'retrain', 'dead-letters', 'migrate'],
  ...['override', 'lift', 'trust', 'change', 'backtest', 'incidents'],
];

describe('the checkride command', () => {
  let home: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'chk-cli-'));
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const checkride = (...args: string[]) => {
    const { PATH, HOME } = process.env;
    const env = { PATH, HOME, CHECKRIDE_HOME: home };
    return spawnSync(process.execPath, ['services/cli/bin/checkride.js', ...args], { encoding: 'utf8', env });
  };

  test('lists every command with a sentence', () => {
    const { stdout, status } = checkride('--help');
    expect(status).toBe(0);
    for (const name of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${name} .*[a-z]`, 'm'));
  });

  test.each(COMMANDS)('%s explains itself and offers JSON', (name) => {
    const { stdout, status } = checkride(name, '--help');
    expect(status).toBe(0);
    expect(stdout).toContain(`Usage: checkride ${name}`);
    expect(stdout).toContain('--json');
    // No argument or option without a word about it.
    expect(stdout.match(/^ {2}(?:-|<)?\S+$/gm)).toBeNull();
  });

  test('marks what a command cannot do without', () => {
    expect(checkride('pause', '--help').stdout).toMatch(/--reason <text> +why \(required\)/);
    expect(checkride('backtest', '--help').stdout).toMatch(/--model <model> .*\(required\)/);
  });

  test('names file, line, column, field and remedy of a contract that is wrong', () => {
    const file = join(home, 'churn.yml');
    writeFileSync(file, 'model: churn\nwindows:\n  base: 7m\n');
    const { stderr, status } = checkride('apply', '--check', file);
    expect(status).toBe(1);
    expect(stderr).toContain(`${file}:3:3 windows.base: a base window is 1m, 5m, 15m, 1h or 1d`);
    expect(stderr).toContain('→ ');
  });

  test('checks a good contract without anything running', () => {
    const { stdout, status } = checkride('apply', '--check', '--json', 'examples/flights/contract.yml');
    expect({ status, answer: JSON.parse(stdout) }).toMatchObject({
      status: 0,
      answer: [{ model: 'flights', valid: true }],
    });
  });

  test('refuses a moment that is none instead of acting now', () => {
    const { stderr, status } = checkride('pause', 'flights', '--reason', 'x', '--at', 'tomorrow');
    expect(status).toBe(1);
    expect(stderr).toContain('CHK_COMMAND_REFUSED: "tomorrow" is no moment');
  });

  test('says what to start when nothing runs', () => {
    const { stderr, status } = checkride('models');
    expect(status).toBe(1);
    expect(stderr).toContain('CHK_NOT_FOUND');
    expect(stderr).toContain('checkride up');
  });

  test('status of nothing is not success', () => {
    const { stdout, status } = checkride('status', '--json');
    expect({ status, state: (JSON.parse(stdout) as { state: string }).state }).toEqual({
      status: 3,
      state: 'stopped',
    });
  });

  test('a slip of the pen shows how it is meant', () => {
    const { stderr, status } = checkride('decision', 'flights');
    expect(status).not.toBe(0);
    expect(stderr).toContain('Did you mean decisions?');
  });
});
