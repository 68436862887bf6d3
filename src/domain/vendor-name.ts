/** The five vendors, spelled as the graph's enum `Vendor`. */
export const vendorNames = ['EQUIWATT', 'DIGIWATT', 'WATTSHIFT', 'WATTICS', 'ENERKEY'] as const;

export type VendorName = (typeof vendorNames)[number];
