/** Whether an error says that something was asked wrongly: a value out of range, or an option `parseArgs` does not know. */
function isMisuse(error: unknown): error is Error {
  if (error instanceof RangeError) return true;
  return error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/**
 * Runs a benchmark as its command line asks: `--help` prints how, what was asked wrongly is one line and exit code 2,
 * and `run` says whether all of it succeeded, else the exit code is 1.
 */
export async function runCommand<Options extends object>(
  read: () => Options | 'help',
  usage: string,
  run: (options: Options) => Promise<boolean>,
): Promise<void> {
  try {
    const options = read();
    if (options === 'help') process.stdout.write(`${usage}\n`);
    else if (!(await run(options))) process.exitCode = 1;
  } catch (error) {
    if (!isMisuse(error)) throw error;
    process.stderr.write(`${error.message}; --help tells what there is\n`);
    process.exitCode = 2;
  }
}
