import { defineConfig } from 'vitest/config';

// The name and shape that vitest looks for.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    // PostgreSQL, Temporal and the processes under test want cores too.
    maxWorkers: 2,
    // Real servers on a busy machine: an end is a condition that is met, and these only bound a hang.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    teardownTimeout: 60_000,
    // `npm test -- --coverage`: a report, no threshold. Processes that tests start are not counted.
    coverage: {
      provider: 'v8',
      include: ['{activities,apps,connectors,db,domain,workflows}/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcovonly'],
    },
  },
});
