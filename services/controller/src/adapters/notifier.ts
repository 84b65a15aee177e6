import type { Notification } from '@checkride/domain/lifecycle/notification';
import type { Logger } from '@checkride/platform/logger';
import { retry } from '@checkride/platform/retry';

/** Tells people; resolves when told, or when the webhook has been given up (logged). */
export type Notify = (notification: Notification) => Promise<void>;

const TIMEOUT_MS = 10_000;

/** Logs every notification and posts it to the webhook, if one is set, under a name by which a repetition is known. */
export function createNotifier(webhook: string | null, logger: Logger): Notify {
  return async function notify(notification) {
    const { notification_id, model, urgency, headline, text } = notification;
    logger[urgency === 'page' ? 'warn' : 'info']({ model, headline, notification_id }, `${urgency}: ${text}`);
    if (webhook === null) return;
    try {
      await retry(() => post(webhook, notification), {
        onRetry: (error, delayMs) =>
          logger.warn({ err: error, delayMs, notification_id }, 'webhook: trying again'),
      });
    } catch (error) {
      logger.error({ err: error, notification_id }, 'webhook: given up, people were not told');
    }
  };
}

async function post(webhook: string, notification: Notification): Promise<void> {
  const response = await fetch(webhook, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': `checkride-${notification.notification_id}`,
    },
    body: JSON.stringify(notification),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
}
