import { defineConfig } from 'vitest/config'

// The pages as they are delivered, the programs as they are built; a story goes on where the one before it ended.
export default defineConfig({
  test: {
    include: ['e2e/real/**/*.e2e.ts'],
    environment: 'node',
    fileParallelism: false,
    // A machine that does other things, too, takes its time.
    expect: { poll: { timeout: 60_000 } },
    bail: 1,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
})
