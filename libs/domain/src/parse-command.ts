import { z } from 'zod';
import type { Command } from './commands.js';

const text = z.string().max(10_000);
const name = z.string().min(1).max(200);
const reason = text;

const body = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('apply'), yaml: z.string().max(500_000), file: text }),
  z.object({ kind: z.literal('approve'), subject: name, role: name.optional() }),
  z.object({ kind: z.literal('reject'), subject: name, reason }),
  z.object({ kind: z.literal('promote'), version: name.nullable() }),
  z.object({ kind: z.literal('pause'), reason }),
  z.object({ kind: z.literal('override'), decision: name, reason }),
  z.object({ kind: z.literal('lift'), digest: name, reason }),
  z.object({ kind: z.literal('rollback'), to: name.nullable(), reason, scope: z.array(name).optional() }),
  z.object({
    kind: z.literal('retrain'),
    reason,
    data: text.nullable(),
    pipeline: text.nullable(),
    version: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .nullable(),
  }),
]);

const command = z.object({
  command_id: name,
  model: name,
  actor: name,
  sent_at: z.number(),
  at: z.number().nullable(),
  body,
});

/** A command from the outside, or what is wrong with it in one line per problem (`body.kind: …`). */
export function parseCommand(
  value: unknown,
): { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly problems: string } {
  const parsed = command.safeParse(value);
  if (parsed.success) return { ok: true, command: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'),
  };
}
