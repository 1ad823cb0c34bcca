import { defineConfig } from 'vitest/config';

// The name and shape that vitest looks for.
// oxlint-disable-next-line import/no-default-export
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    setupFiles: ['test/support/setup.ts'],
    pool: 'forks',
    // PostgreSQL, Temporal and the processes under test want cores too.
    maxWorkers: 2,
    // Test files share a process, and with it what they import: loading that anew for each was a third of the suite's processor time.
    isolate: false,
    // Within a file. Each can have an engine.
    maxConcurrency: 3,
    // Real servers on a busy machine: an end is a condition that is met, and these only bound a hang.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    // Of what other processes tell: vitest's second is too short on a busy machine. Below the 45 s after which any cache is read again.
    expect: { poll: { timeout: 30_000 } },
    // `npm test -- --coverage`: a report, no threshold. Processes that tests start are not counted.
    coverage: {
      provider: 'v8',
      include: ['{activities,apps,connectors,db,domain,workflows}/**/*.ts'],
      reporter: ['text-summary', 'html', 'lcovonly'],
    },
  },
});
