import type { CommandBody } from '../../commands.js';

/** The body of one kind of command. */
export type Body<K extends CommandBody['kind']> = Extract<CommandBody, { readonly kind: K }>;
