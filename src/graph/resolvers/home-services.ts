import { badInput } from '../../errors.ts';
import { sdlAcTypeOf, sdlApplianceOf, sdlHouseTypeOf } from '../appliances.ts';
import { toHvacChanges } from '../device-input.ts';
import type { Resolvers } from '../generated/resolvers.ts';
import { toBatteryRequest, toBillRequest, toPeriodRequest } from '../home-estimates.ts';
import { memberOf } from '../home-members.ts';

export const homeServices: Resolvers = {
  Home: {
    solar: async (parent, _, { vendorFacts, tenant }) => {
      const member = memberOf(parent, 'home');
      return (member && (await vendorFacts.read(tenant.id, member))?.solar) ?? null;
    },
    equipment: async (parent, _, { vendorFacts, tenant }) => {
      const member = memberOf(parent, 'home');
      return (member && (await vendorFacts.read(tenant.id, member))?.equipment) ?? null;
    },
    household: async (parent, _, { vendorFacts, tenant }) => {
      const member = memberOf(parent, 'household');
      return (member && (await vendorFacts.read(tenant.id, member))?.household) ?? null;
    },
    priceSignalOpenAdr: (parent, _, { loaders }) => {
      const member = memberOf(parent, 'home');
      return member ? loaders.homing.openAdrEvent.load(member) : null;
    },
    billEstimate: async (parent, args, { loaders }) => {
      const request = toBillRequest(args);
      const member = memberOf(parent, 'home');
      if (!member) return null;
      const { vendor, id } = member;
      return (await loaders.services.ask('homeEstimates', vendor, (it, call) => it.bill(id, request, call))) ?? null;
    },
    impact: async (parent, args, { loaders }) => {
      const request = toPeriodRequest(args);
      const member = memberOf(parent, 'home');
      if (!member) return null;
      const { vendor, id } = member;
      return (await loaders.services.ask('homeEstimates', vendor, (it, call) => it.impact(id, request, call))) ?? null;
    },
    batteryEstimate: async (parent, { battery }, { loaders }) => {
      const request = toBatteryRequest(battery);
      const member = memberOf(parent, 'home');
      if (!member) return null;
      const ask = loaders.services.ask('homeEstimates', member.vendor, (it, call) =>
        it.batterySavings(member.id, request, call),
      );
      return (await ask) ?? null;
    },
    onboarding: (parent, _, { loaders }) => {
      const member = memberOf(parent, 'home');
      return member ? loaders.homing.onboarding.load(member) : null;
    },
  },
  HomeEquipment: {
    acType: ({ acType }) => (acType ? sdlAcTypeOf[acType] : null),
  },
  House: {
    type: ({ type }) => type && sdlHouseTypeOf[type],
  },
  HouseholdAppliance: {
    appliance: ({ appliance }) => sdlApplianceOf[appliance],
  },
  Query: {
    hvac: (_, { deviceId }, { loaders }) => {
      if (deviceId === '' || deviceId.length > 256) throw badInput('deviceId', 'deviceId: 1 to 256 characters.');
      return { vendor: loaders.services.vendorWith('hvac'), id: deviceId };
    },
  },
  Hvac: {
    schedule: ({ vendor, id }, _, { loaders }) => loaders.homing.hvacSchedule.load({ vendor, id }),
    preferences: ({ vendor, id }, _, { loaders }) => loaders.homing.hvacPreferences.load({ vendor, id }),
    preview: async ({ vendor, id }, { preferences }, { loaders }) => {
      const changes = toHvacChanges(preferences);
      return (await loaders.services.ask('hvac', vendor, (hvac, call) => hvac.preview(id, changes, call))) ?? null;
    },
  },
};
