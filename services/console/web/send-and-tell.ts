import type { CommandBody } from '@checkride/domain/commands';
import type { LedgerEntry } from '@checkride/domain/lifecycle/ledger';
import { get, sendCommand } from './api.js';
import { reasonText } from './format.js';
import type { Asking } from './who-asks.js';

const ANSWERED_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 500;

/** Sends a command in somebody's name and tells the controller's answer in `told` once it stands on the ledger. */
export async function sendAndTell(
  model: string,
  command: CommandBody,
  who: Asking,
  told: HTMLElement,
): Promise<void> {
  const id = await sendCommand(model, command, who);
  who.keep();
  told.textContent = 'Sent. Waiting for the controller.';
  const path = `/models/${encodeURIComponent(model)}/ledger?cause=${id}`;
  for (let waited = 0; waited < ANSWERED_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const entries = await get<LedgerEntry[]>(path);
    if (entries.length > 0) {
      // The newest stands first; people read what happened in its order.
      told.textContent = entries
        .reverse()
        .map(({ action, answer, reason }) => `${action} ${answer}: ${reasonText(reason)}`)
        .join('; ');
      document.dispatchEvent(new Event('checkride-answered'));
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  told.textContent = `Sent as command ${id}; its answer will stand on the ledger.`;
}
