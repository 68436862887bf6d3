/** Under what a cached answer can be dropped. */

/** The list of homes, and each home in it. */
export const homesTag = 'homes';
export const priceTag = (homeId: string) => `priceSignal:${homeId}`;
export const onboardingTag = (homeId: string) => `onboarding:${homeId}`;
export const hvacTag = (deviceId: string) => `hvac:${deviceId}`;
