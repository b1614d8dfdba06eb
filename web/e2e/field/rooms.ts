/** Opens the field pages over a mock agent, at the moment at which the examples are valid. */

import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { withPage, type PageOptions } from '../support/browser'
import { serveBuilt, type Served } from '../support/serve'
import { EXAMPLES, NOW } from './bundle'
import { MockAgent } from './mockAgent'

export interface FieldPages {
  launcher: Served
  business: Served
}

/** The metering app alone. */
export async function serveMetering(): Promise<{ metering: Served }> {
  return { metering: await serveBuilt(fileURLToPath(new URL('../../apps/metering/vite.config.ts', import.meta.url))) }
}

/** The business app, whose forms lead to the metering app and back. */
export async function serveFormAndMeter(): Promise<{ business: Served; metering: Served }> {
  const config = (folder: string) => fileURLToPath(new URL(`../../apps/${folder}/vite.config.ts`, import.meta.url))
  return { business: await serveBuilt(config('business')), metering: await serveBuilt(config('metering')) }
}

export async function serveFieldPages(): Promise<FieldPages> {
  const config = (folder: string) => fileURLToPath(new URL(`../../${folder}/vite.config.ts`, import.meta.url))
  return { launcher: await serveBuilt(config('launcher')), business: await serveBuilt(config('apps/business')) }
}

export interface Room {
  page: Page
  agent: MockAgent
  context: BrowserContext
}

/** A battery as the browser would tell it; the page finds it when it is opened. */
export async function withBattery(page: Page, battery: { level: number; charging: boolean }): Promise<void> {
  await page.addInitScript((given) => {
    const told = Object.assign(new EventTarget(), given)
    Object.assign(navigator, { getBattery: () => Promise.resolve(told) })
    Object.assign(window, {
      setBattery: (change: object) => {
        Object.assign(told, change)
        told.dispatchEvent(new Event('levelchange'))
      },
    })
  }, battery)
}

/** Runs `story` with a page that has a mock agent, a position and a still clock. */
export function inRoom(
  browser: Browser,
  served: Record<string, Served> | FieldPages,
  options: PageOptions,
  story: (room: Room) => Promise<void>,
): Promise<void> {
  return withPage(browser, options, async (page, context) => {
    const agent = new MockAgent()
    agent.urls = Object.fromEntries(Object.entries(served).map(([app, { url }]) => [app, url]))
    await agent.install(context)
    await context.grantPermissions(['geolocation', 'clipboard-read', 'clipboard-write'])
    await context.setGeolocation({
      longitude: EXAMPLES.order.box.lon + 0.0002,
      latitude: EXAMPLES.order.box.lat,
      accuracy: 6,
    })
    await page.clock.setFixedTime(NOW)
    // The browser dates positions by its own clock, which does not stand still; to the forms they would lie in the future.
    await page.addInitScript(() => {
      Object.defineProperty(GeolocationPosition.prototype, 'timestamp', { get: () => Date.now() })
    })
    await story({ page, agent, context })
  })
}
