import type { CommandBody } from '@checkride/domain/commands';
import { CheckrideError } from '@checkride/domain/errors';
import type { Context } from '../context.js';

/** Sends an order to the controller through the console and tells where its answer will stand. */
export async function sendOrder(
  { api, printer }: Context,
  model: string,
  body: CommandBody,
  at: string | undefined,
): Promise<void> {
  const heldUntil = windowOf(at);
  const receipt = await api().command(model, body, heldUntil);
  printer.result(
    receipt,
    () => `${body.kind} of ${model} sent as command ${receipt.command_id}; its answer stands on the ledger`,
  );
}

/** The moment an order waits for, in ms; CHK_COMMAND_REFUSED for text that is no moment. */
function windowOf(at: string | undefined): number | null {
  if (at === undefined) return null;
  const moment = Date.parse(at);
  if (Number.isFinite(moment)) return moment;
  throw new CheckrideError('CHK_COMMAND_REFUSED', `"${at}" is no moment`, {
    remedy: 'Write it as ISO 8601, e.g. 2001-02-14T00:00:00Z.',
  });
}
