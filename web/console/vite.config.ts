import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// Relative, so that the platform may serve the folder under any path; routes stand behind `#` for the same reason.
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, chunkSizeWarningLimit: 1600 },
  server: { proxy: { '/api': process.env['RONGHE_PLATFORM'] ?? 'http://127.0.0.1:7000' } },
  preview: {
    headers: {
      // antd and the drawing write style elements; scripts, workers and calls come from our own origin only.
      'Content-Security-Policy':
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self' blob:; frame-ancestors 'none'",
    },
  },
})
