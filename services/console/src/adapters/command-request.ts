import { z } from 'zod';
import type { Command, CommandBody } from '@checkride/domain/commands';
import { CheckrideError } from '@checkride/domain/errors';
import { commandId } from '@checkride/domain/ids';

const reason = z.string().min(1).max(1_000);

const commandBody = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('apply'), yaml: z.string().max(200_000), file: z.string().max(1_000) }),
  z.strictObject({
    kind: z.literal('approve'),
    subject: z.string().min(1),
    role: z.string().min(1).max(100).optional(),
  }),
  z.strictObject({ kind: z.literal('reject'), subject: z.string().min(1), reason }),
  z.strictObject({ kind: z.literal('promote'), version: z.string().nullable().default(null) }),
  z.strictObject({ kind: z.literal('pause'), reason }),
  z.strictObject({ kind: z.literal('override'), decision: z.string().min(1), reason }),
  z.strictObject({ kind: z.literal('lift'), digest: z.string().min(8), reason }),
  z.strictObject({
    kind: z.literal('rollback'),
    to: z.string().nullable().default(null),
    reason,
    scope: z.array(z.string()).optional(),
  }),
  z.strictObject({
    kind: z.literal('retrain'),
    reason,
    data: z.string().nullable().default(null),
    pipeline: z.string().nullable().default(null),
    version: z.string().nullable().default(null),
  }),
]);

/** What is posted to `/api/models/:model/commands`. */
export const commandRequest = z.strictObject({
  actor: z.string().min(1).max(200),
  at: z.int().nullable().default(null),
  body: commandBody,
});

/** A command from a request; the same request within the same ms is the same command. Throws CHK_COMMAND_REFUSED naming the fields. */
export function readCommand(model: string, request: unknown, now: number): Command {
  const parsed = commandRequest.safeParse(request);
  if (!parsed.success) {
    throw new CheckrideError(
      'CHK_COMMAND_REFUSED',
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
      { remedy: 'See /api/openapi.json for what a command holds.' },
    );
  }
  const { actor, at } = parsed.data;
  const body: CommandBody = parsed.data.body;
  return {
    command_id: commandId({ model, kind: body.kind, actor, at: now, body }),
    model,
    actor,
    sent_at: now,
    at,
    body,
  };
}
