import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Each hub takes free ports and a temporary directory, so files run side by side; two cores, so two at a time.
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    env: { NODE_EXTRA_CA_CERTS: '' },
  },
});
