import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/quiet.ts'],
    reporters: ['default', './test/left-out.ts'],
    testTimeout: 30_000,
    // What has to come about comes about: a loaded machine takes longer than the second that is usual.
    expect: { poll: { timeout: 20_000 } },
    // By default one core is left to the runner, which has little to do: on two cores the tests would come one after the other.
    maxWorkers: '100%',
  },
});
