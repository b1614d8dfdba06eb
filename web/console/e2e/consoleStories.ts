/** The console as it is delivered, over the mocked platform; one build and one browser for a file of stories. */

import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import { DESKTOP, launchBrowser, withPage } from '../../e2e/support/browser'
import { serveBuilt, type Served } from '../../e2e/support/serve'
import { NOW } from './fixtures/moments'
import { mockApi, type MockedApi, type MockSettings } from './mockApi'

export interface Opening extends MockSettings {
  /** What the browser may complain about because the story provokes it. */
  provokes?: RegExp
  width?: number
  /** The width of a phone comes with its height. */
  height?: number
}

type Open = (address: string, opening: Opening, story: (page: Page, api: MockedApi) => Promise<void>) => Promise<void>

export function consoleStories(): { open: Open } {
  let browser: Browser
  let served: Served

  beforeAll(async () => {
    served = await serveBuilt(fileURLToPath(new URL('../vite.config.ts', import.meta.url)))
    browser = await launchBrowser()
  })

  afterAll(async () => {
    await browser?.close()
    await served?.close()
  })

  return {
    open: async (address, { provokes, width = DESKTOP.width, height = DESKTOP.height, ...settings }, story) => {
      const device = { ...DESKTOP, width, height }
      await withPage(browser, { device, ...(provokes ? { provokes } : {}) }, async (page) => {
        await page.clock.install({ time: NOW })
        const api = await mockApi(page, settings)
        await page.goto(`${served.url}${address}`)
        await story(page, api)
      })
    },
  }
}
