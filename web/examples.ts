/** The tabs a first visit opens: `examples/*.graphql`, in the order of their numbers. */
const files = import.meta.glob<string>('./examples/*.graphql', { query: '?raw', import: 'default', eager: true });

export const examples: readonly string[] = Object.keys(files)
  .sort()
  .map((path) => files[path] ?? '');
