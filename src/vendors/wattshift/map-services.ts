/** Homes, bills, batteries and thermostats between our words and WattShift's. */

import type * as ours from '../../domain/home-services.ts';
import type * as wire from './wire-services.ts';

/** What was not said is left out; null is passed on. The two solar fields go together. */
export function toHomeFields({ solar, equipment, ...plain }: ours.HomeChanges): wire.WireHomeFields {
  const fields = { ...plain, ...equipment, ...(solar && toWireSolar(solar)) };
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

export function toWireSolar({ systemSizeKw, isNonNetMetered }: ours.SolarSystem): wire.WireSolar {
  return { solarSystemSizeKw: systemSizeKw, isNonNetMetered };
}

export function toWireUsage({ usageKwh, exportKwh }: ours.BillRequest) {
  return { usage: usageKwh, ...(exportKwh && { export: exportKwh }) };
}

export function toWireInlineImpact(request: ours.PlanImpactRequest): wire.WireInlineImpact {
  const { ratePlanId, zipcode, span, usageKwh, exportKwh, solarCapacityKw } = request;
  return {
    ...{ ratePlanId, zipcode, startDate: span.from, endDate: span.to },
    ...(usageKwh ? toWireUsage({ span, usageKwh, ...(exportKwh && { exportKwh }) }) : { useDefaultUsage: true }),
    ...(solarCapacityKw === undefined ? {} : { solarCapacityKw }),
  };
}

export function toBill({ total, gridServicesRev, CO2e }: wire.WireBill): ours.Bill {
  return { total: total ?? 0, gridServicesRevenue: gridServicesRev ?? null, co2eKg: CO2e ?? null };
}

export function toWireBattery(request: ours.BatteryRequest): wire.WireBattery {
  const { dispatchHoursPerDay, months } = request;
  return {
    days: request.days,
    solarCapacity: request.solarCapacityKw,
    maxCapacityKiloWattHours: request.capacityKwh,
    chargingPowerKiloWatts: request.chargingPowerKw,
    dischargingPowerKiloWatts: request.dischargingPowerKw,
    chargingEfficiency: request.chargingEfficiency,
    dischargingEfficiency: request.dischargingEfficiency,
    currentSOC: request.stateOfCharge,
    minPreferredSOC: request.minStateOfCharge,
    maxPreferredSOC: request.maxStateOfCharge,
    ...(dispatchHoursPerDay === undefined ? {} : { dispatchHoursPerDay }),
    ...(months === undefined ? {} : { months }),
  };
}

/** The vendor's shares are 0 to 1. */
export function toBatterySavings(savings: wire.WireBatterySavings): ours.BatterySavings {
  const percent = (share: number | null | undefined) => (share === null || share === undefined ? null : 100 * share);
  return {
    optimizedCost: savings.optimizedCost ?? null,
    baselineCost: savings.baselineCost ?? null,
    saved: savings.dollarsSaved ?? null,
    savedPercent: percent(savings.percentageSaved),
    carbonSavedKg: savings.carbonSaved ?? null,
    carbonSavedPercent: percent(savings.carbonReduction),
  };
}

export function toOpenAdrEvent(event: wire.WireOpenAdr): ours.OpenAdrEvent {
  return {
    id: event.id,
    programId: event.programID ?? null,
    eventName: event.eventName ?? null,
    createdAt: event.createdDateTime ?? null,
    modifiedAt: event.modificationDateTime ?? null,
    intervals: event.intervals.map(({ id, intervalPeriod, payloads }) => ({
      ...{ id, startsAt: intervalPeriod.start, duration: intervalPeriod.duration, payloads },
    })),
  };
}

export function toWireOnboarding({ hvacs, ...request }: ours.OnboardingRequest): wire.WireOnboarding {
  return { ...request, hvacs: hvacs.map((hvac) => ({ ...hvac, deviceType: 'Hvac' })) };
}

export function toOnboardingState(state: wire.WireOnboardingState): ours.OnboardingState {
  const { status, eligibilityStatus, thermostatBrandName, thermostatBrandCode, step } = state;
  return {
    status,
    eligible: eligibilityStatus ? eligibilityStatus === 'eligible' : null,
    thermostatBrand: thermostatBrandName ?? thermostatBrandCode ?? null,
    step: step ?? null,
  };
}

export function toHvacSchedule(schedule: wire.WireSchedule): ours.HvacSchedule {
  return {
    from: schedule.startDatetime ?? null,
    to: schedule.endDatetime ?? null,
    tempUnits: schedule.tempUnits ?? null,
    blocks: schedule.blocks.map((block) => ({
      startsAt: block.startDatetime,
      endsAt: block.endDatetime,
      targetTemp: block.targetTemp ?? null,
      targetCoolSetpoint: block.targetCoolSetpoint ?? null,
      targetHeatSetpoint: block.targetHeatSetpoint ?? null,
      targetMode: block.targetMode ?? null,
    })),
  };
}

export function toHvacPreferences(preferences: wire.WireHvacPreferences): ours.HvacPreferences {
  const { name, enabled, defaultMode, tempUnits, defaultTemp, minTemp, maxTemp, weekNumbers, scheduleBlocks } =
    preferences;
  return {
    ...{ name: name ?? null, enabled: enabled ?? null, defaultMode: defaultMode ?? null, tempUnits: tempUnits ?? null },
    ...{ defaultTemp: defaultTemp ?? null, minTemp: minTemp ?? null, maxTemp: maxTemp ?? null },
    weekNumbers: weekNumbers ?? [],
    scheduleBlocks: scheduleBlocks ?? [],
  };
}

export function toHvacPreview({ setPointSchedule, estimatedSavings }: wire.WirePreview): ours.HvacPreview {
  return { schedule: toHvacSchedule(setPointSchedule), estimatedSavings: estimatedSavings ?? null };
}
