import type { Command } from 'commander';
import type { Context } from '../context.js';

/** Adds one command (or a few of a kind) to the program; `context` is made when the command runs. */
export type AddCommand = (program: Command, context: (command: Command) => Context) => void;
