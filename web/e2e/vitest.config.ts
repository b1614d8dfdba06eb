import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['e2e/**/*.e2e.ts', 'console/e2e/**/*.e2e.ts'],
    exclude: ['e2e/real/**'],
    environment: 'node',
    // The stories meet what is delivered, not a development build.
    env: { NODE_ENV: 'production' },
    globalSetup: ['e2e/support/buildAll.ts'],
    // Two cores, two browsers: either waits for its pages half of the time.
    maxWorkers: 2,
    // A machine that does other things, too, takes its time.
    expect: { poll: { timeout: 30_000 } },
    // Where a busy machine decides, a story may fail once; the runner says which one did.
    retry: process.env['CI'] ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
