import { CheckrideError } from '@checkride/domain/errors';

/** Where a command's result goes: text for people, or one JSON document with `--json`. */
export interface Printer {
  readonly json: boolean;
  /** Prints `value` as JSON, or the text made for people. */
  result(value: unknown, text: () => string): void;
  /** A line of progress, on standard error and for people only. */
  progress(line: string): void;
}

/** A printer on the process's streams. */
export function createPrinter(json: boolean): Printer {
  return {
    json,
    result(value, text) {
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text().trimEnd()}\n`);
    },
    progress(line) {
      if (!json) process.stderr.write(`${line}\n`);
    },
  };
}

/** How an error is shown: its code, what happened and what to do about it. */
export function errorText(error: unknown): string {
  if (!(error instanceof CheckrideError))
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `${error.code}: ${error.message}${error.remedy ? `\n→ ${error.remedy}` : ''}`;
}
