import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Built as the field apps are, and served under the agent's policy, so that the browser tests meet both.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
  build: { target: 'chrome95', outDir: 'dist', emptyOutDir: true },
  preview: {
    headers: {
      'Content-Security-Policy': "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'",
    },
  },
})
