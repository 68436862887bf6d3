import { expect, test } from 'vitest';
import { toHomeFields } from '../../../src/vendors/wattshift/map-services.ts';

test('a home goes out with every field that was said, null where it is to be taken away, and no other', () => {
  const equipment = {
    ...{ hasEvCharger: true, hasElectricHeater: false, hasSmartWaterHeater: null, hasElectricWaterHeater: false },
    ...{ hasAC: true, acType: 'split' as const },
  };
  const texts = {
    ...{ name: 'n', userId: 'u', utilityId: 'ut', ratePlanId: null, unstructuredAddress: 'a', clientId: 'c' },
    ...{ country: 'US', city: 'SF', zipcode: '94110', streetAddress: 's', meterId: 'm', meterIdSource: 'src' },
    ...{ channelPartnerId: 'p', enabled: true, carbonSignalIntensity: 'HIGH' as const },
  };
  const solarInfo = { moduleType: 'premium', tilt: 20 };
  const home = { ...texts, equipment, solarInfo, solar: { systemSizeKw: 5, isNonNetMetered: true } };
  expect(toHomeFields(home)).toEqual({
    ...{ ...texts, ...equipment, solarInfo, solarSystemSizeKw: 5, isNonNetMetered: true },
  });
  expect(toHomeFields({ name: 'n' })).toEqual({ name: 'n' });
});
