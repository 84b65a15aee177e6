import type { Progress } from '@checkride/stack/progress';

/** One line for a person who waits for the stack. */
export const progressLine = ({ step, message, readyMs }: Progress): string =>
  `  ${step.padEnd(12)} ${message}${readyMs === undefined ? '' : ` after ${(readyMs / 1000).toFixed(1)} s`}`;
