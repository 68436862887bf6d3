/** One file a type; this is the table of contents. */

import type { Resolvers } from '../generated/resolvers.ts';
import { asset } from './asset.ts';
import { connections } from './connections.ts';
import { consumptionSeries } from './consumption-series.ts';
import { derivedSeries } from './derived-series.ts';
import { event } from './event.ts';
import { eventScheme } from './event-scheme.ts';
import { facility } from './facility.ts';
import { facilityServices } from './facility-services.ts';
import { flexEvent } from './flex-event.ts';
import { home } from './home.ts';
import { homeServices } from './home-services.ts';
import { job } from './job.ts';
import { meter } from './meter.ts';
import { meterAppliance } from './meter-appliance.ts';
import { mutationAsset } from './mutation-asset.ts';
import { mutationHome } from './mutation-home.ts';
import { mutationHousehold } from './mutation-household.ts';
import { mutationHvac } from './mutation-hvac.ts';
import { mutationJob } from './mutation-job.ts';
import { mutationLink } from './mutation-link.ts';
import { mutationPacket } from './mutation-packet.ts';
import { mutationParticipation } from './mutation-participation.ts';
import { mutationPortfolio } from './mutation-portfolio.ts';
import { mutationProvisioning } from './mutation-provisioning.ts';
import { mutationTariff } from './mutation-tariff.ts';
import { mutationWebhook } from './mutation-webhook.ts';
import { portfolio } from './portfolio.ts';
import { priceSignal } from './price-signal.ts';
import { query } from './query.ts';
import { ratePlan } from './rate-plan.ts';
import { siteAdministration } from './site-administration.ts';
import { siteRecords } from './site-records.ts';
import { subscription } from './subscription.ts';
import { tariff } from './tariff.ts';
import { tenant } from './tenant.ts';
import { vendorRef } from './vendor-ref.ts';
import { webhook } from './webhook.ts';

export const resolvers: readonly Resolvers[] = [
  query,
  subscription,
  tenant,
  connections,
  vendorRef,
  asset,
  tariff,
  portfolio,
  flexEvent,
  eventScheme,
  home,
  homeServices,
  priceSignal,
  ratePlan,
  meter,
  meterAppliance,
  facility,
  facilityServices,
  mutationProvisioning,
  siteAdministration,
  siteRecords,
  consumptionSeries,
  derivedSeries,
  event,
  job,
  mutationAsset,
  mutationTariff,
  mutationJob,
  mutationPacket,
  mutationParticipation,
  mutationPortfolio,
  mutationHome,
  mutationHousehold,
  mutationHvac,
  mutationLink,
  webhook,
  mutationWebhook,
];
