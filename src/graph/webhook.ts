import type { KnownWebhook } from '../events/webhooks/desk.ts';

/** As it may be seen: the last segment of a webhook's path is what keeps strangers from posting to it. */
export function toShown(webhook: KnownWebhook): KnownWebhook {
  const url = webhook.url?.replace(/(\/webhooks\/[^/?#]+\/)[^?#]+/, '$1…') ?? null;
  return { ...webhook, url };
}
