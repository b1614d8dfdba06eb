import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/** Builds every front-end once, before the first story: two files of stories that run at once share what was built. */
export default async function buildAll(): Promise<void> {
  // Otherwise the stories meet React as its developers do.
  process.env['NODE_ENV'] = 'production'
  for (const folder of FOLDERS) {
    await build({ configFile: fileURLToPath(new URL(`../../${folder}/vite.config.ts`, import.meta.url)), logLevel: 'error' })
  }
}

const FOLDERS = ['launcher', 'apps/business', 'apps/metering', 'console', 'e2e/harness']
