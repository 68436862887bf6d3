/** Webhooks, put together from the config: who is let in, what is kept registered, and what tenants may ask. */

import type { Logger } from 'pino';
import type { Config, TenantConfig } from '../config.ts';
import type { Clock } from '../domain/clock.ts';
import type { EventLog } from '../events/log.ts';
import type { Receiver, ReceiverOptions, WebhookRoute } from '../events/receive.ts';
import { createDeliveryCounts } from '../events/webhooks/delivery-counts.ts';
import { createWebhookDesk, type WebhookDesk } from '../events/webhooks/desk.ts';
import { keepWebhooks } from '../events/webhooks/keep.ts';
import { createLiveSecrets, type LiveSecrets } from '../events/webhooks/live-secrets.ts';
import { createWebhookRegistry } from '../events/webhooks/registry.ts';
import type { WebhookTarget } from '../events/webhooks/target.ts';
import type { Tenant } from '../loaders/tenant.ts';
import { createSecretBox } from '../store/secret-box.ts';
import type { Store } from '../store/store.ts';

export interface Webhooks {
  /** What the receiver is to know. */
  readonly receiving: Pick<ReceiverOptions, 'routes' | 'onOutcome' | 'refreshSecrets'>;
  createDesk(receiver: Receiver): WebhookDesk;
  /** Looks after what is to be registered, from now on until the signal aborts: when the gateway can be reached. */
  keep(signal: AbortSignal): void;
  /** Resolves when nothing is under way any more and all is counted; the signal must have aborted. */
  stop(): Promise<void>;
}

export interface WebhooksOptions {
  readonly config: Pick<Config, 'tenants' | 'server' | 'secretKeys'>;
  readonly tenants: ReadonlyMap<string, Tenant>;
  readonly store: Store;
  readonly eventLog: EventLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly checkIntervalMs?: number | undefined;
}

/** Between two looks at the secrets that other replicas may have changed, in milliseconds. */
const refreshIntervalMs = 60_000;

export async function openWebhooks(options: WebhooksOptions): Promise<Webhooks> {
  const { config, tenants, store, eventLog, clock, log, checkIntervalMs } = options;
  const box = config.secretKeys.length > 0 ? createSecretBox(config.secretKeys) : undefined;
  const registry = createWebhookRegistry(store, clock);
  const secrets = createLiveSecrets({ registry, box, clock });
  const counts = createDeliveryCounts(store, clock);
  const targets = toTargets(config.tenants, tenants, config.server.publicUrl);
  const deps = { registry, box, clock, logger: log, targets };
  let keeping: Promise<unknown> = Promise.resolve();

  const refreshRegularly = async (signal: AbortSignal) => {
    while (!signal.aborted) {
      await clock.sleep(refreshIntervalMs, signal).catch(() => {});
      if (signal.aborted) return;
      await secrets.refresh().catch((err) => log.warn({ err }, 'the secrets of webhooks could not be read'));
    }
  };
  const onUncounted = (err: unknown) => log.warn({ err }, 'deliveries of webhooks could not be counted yet');

  if (box) await secrets.refresh();
  return {
    receiving: {
      routes: toRoutes(config.tenants, secrets),
      onOutcome: counts.note,
      ...(box && { refreshSecrets: secrets.refresh }),
    },
    createDesk: (receiver) => createWebhookDesk({ ...deps, counts, log: eventLog, receiver }),
    keep(signal) {
      const keptUp = keepWebhooks({ ...deps, ...(checkIntervalMs !== undefined && { checkIntervalMs }) }, signal);
      keeping = Promise.all([keptUp, counts.run(signal, onUncounted), ...(box ? [refreshRegularly(signal)] : [])]);
    },
    async stop() {
      await keeping;
      await counts.flush().catch(onUncounted);
    },
  };
}

function toRoutes(configs: readonly TenantConfig[], secrets: LiveSecrets): readonly WebhookRoute[] {
  return configs.flatMap(({ id: tenantId, vendors }) =>
    vendors.flatMap(({ module, config }): WebhookRoute[] => {
      const { vendor, configKey: vendorKey, webhook: adapter } = module;
      const settings = adapter?.settings(config);
      if (!adapter || !settings) return [];
      const { token } = settings;
      return [
        {
          ...{ vendorKey, vendor, tenantId, token, adapter },
          // At each delivery anew: they change while the process runs.
          get secrets() {
            return secrets.of({ tenantId, vendor }, settings.secrets);
          },
        },
      ];
    }),
  );
}

function toTargets(
  configs: readonly TenantConfig[],
  tenants: ReadonlyMap<string, Tenant>,
  publicUrl: string | undefined,
): readonly WebhookTarget[] {
  return configs.flatMap(({ id: tenantId, vendors }) =>
    vendors.flatMap(({ module, config }): WebhookTarget[] => {
      const { vendor, configKey } = module;
      const source = tenants.get(tenantId)?.sources.get(vendor)?.webhooks;
      const settings = module.webhook?.settings(config);
      if (!source || !settings) return [];
      const { token, secrets, auto = false } = settings;
      const base = publicUrl?.replace(/\/+$/, '');
      const url = base && `${base}/webhooks/${configKey}/${encodeURIComponent(token)}`;
      return [{ tenantId, vendor, url, auto, secrets, source }];
    }),
  );
}
