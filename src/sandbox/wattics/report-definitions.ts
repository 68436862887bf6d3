/** The reports that users can be associated to. */
export const reportDefinitions = [
  { id: 7, name: 'Monthly summary', frequency: 'month' },
  { id: 8, name: 'Weekly peaks', frequency: 'week' },
];
