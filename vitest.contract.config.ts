import { defineConfig, mergeConfig } from 'vitest/config';
import base from './vitest.config.ts';

/** `npm run test:contract`: minutes of generated requests, so not part of `npm test`. */
// The name and shape that vitest looks for.
// oxlint-disable-next-line import/no-default-export
export default mergeConfig(
  { test: { ...base.test, include: [] } },
  defineConfig({ test: { include: ['test/contract/*.contract.ts'], testTimeout: 300_000, hookTimeout: 300_000 } }),
);
