/** Under what a cached answer can be dropped, beside the whole lists, whose tags are their resources. */

/** The values of one meter. */
export const meterTag = (meterId: string) => `meter:${meterId}`;
/** The actions of one facility. */
export const actionsTag = (facilityId: string) => `actions:${facilityId}`;
