import { defineConfig } from 'vitest/config'

// Unit tests stand beside what they test; what needs a browser lives in e2e/ and has its own configuration.
export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'console/src/**/*.test.ts', 'launcher/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
    environment: 'node',
  },
})
