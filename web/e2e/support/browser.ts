/** Chromium for the stories: one browser for a file, one checked page for a test. */

import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import { throttle } from './throttle'

export interface Device {
  width: number
  height: number
  hasTouch: boolean
}

export const PHONE: Device = { width: 390, height: 844, hasTouch: true }
export const TABLET: Device = { width: 800, height: 1280, hasTouch: true }
export const DESKTOP: Device = { width: 1440, height: 900, hasTouch: false }

export interface PageOptions {
  device: Device
  /** A slow phone on a weak link: CPU 6 times slower, 200 ms, 1 Mbit/s. */
  weak?: boolean
  language?: 'zh' | 'en'
  /** What the browser may complain about because the story provokes it. */
  provokes?: RegExp
}

interface BrowserOptions {
  /** A made-up one that needs no leave; a film (`.mjpeg`) is what it sees. */
  camera?: boolean | { film: string }
}

export function launchBrowser({ camera = false }: BrowserOptions = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...(camera === false ? [] : ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream']),
      ...(typeof camera === 'object' ? [`--use-file-for-fake-video-capture=${camera.film}`] : []),
    ],
  })
}

/**
 * Runs `story` on a fresh page and fails it for anything that the browser complained about meanwhile: uncaught errors,
 * console errors, answers that never came.
 */
export async function withPage(
  browser: Browser,
  { device, weak = false, language = 'zh', provokes }: PageOptions,
  story: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: device.width, height: device.height },
    hasTouch: device.hasTouch,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !provokes?.test(message.text())) complaints.push(`console: ${message.text()}`)
  })
  try {
    if (weak) await throttle(page)
    await story(page, context).catch(async (failure: unknown) => {
      await page.screenshot({ path: AT_FAILURE })
      throw failure
    })
    if (complaints.length > 0) throw new Error(`the browser complained:\n${complaints.join('\n')}`)
  } finally {
    await context.close()
  }
}

/** What the page of the last failed story showed. */
const AT_FAILURE = fileURLToPath(new URL('../.out/at-failure.png', import.meta.url))
