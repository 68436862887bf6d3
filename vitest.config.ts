import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests that saturate a limit and count what gets through: they want the machine to themselves, and run last. */
const alone = ['test/e2e/two-gateways.test.ts'];

export default defineConfig({
  resolve: {
    // Vite would take graphql's ES build for our files and Node its CommonJS build for our dependencies; one schema
    // cannot live in both.
    alias: [{ find: /^graphql$/, replacement: fileURLToPath(import.meta.resolve('graphql')) }],
  },
  test: {
    // A busy machine takes its time; what a test asserts is no time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['test/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'plain',
          include: ['test/graph/**/*.test.ts', 'test/edge/graphql-http.test.ts', 'test/e2e/series.test.ts'],
          env: { WATTGRAPH_TEST_EXECUTION: 'plain' },
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'alone', include: alone, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
