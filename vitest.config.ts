import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/quiet.ts'],
    reporters: ['default', './test/left-out.ts'],
    testTimeout: 30_000,
  },
});
