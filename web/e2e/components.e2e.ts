import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DESKTOP, launchBrowser, PHONE, withPage } from './support/browser'
import { look } from './support/look'
import { serveBuilt, type Served } from './support/serve'

let browser: Browser
let served: Served

beforeAll(async () => {
  served = await serveBuilt(fileURLToPath(new URL('harness/vite.config.ts', import.meta.url)))
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await served?.close()
})

it.each([
  { name: 'phone-zh', query: '', device: PHONE },
  { name: 'phone-en', query: 'language=en', device: PHONE },
  { name: 'phone-night', query: 'theme=night', device: PHONE },
  { name: 'phone-text-130', query: 'text=130%25', device: PHONE },
  { name: 'console-zh', query: 'density=console', device: DESKTOP },
  { name: 'console-night', query: 'density=console&theme=night&language=en', device: DESKTOP },
])('the shared components can be read and used: $name', async ({ name, query, device }) => {
  await withPage(browser, { device }, async (page) => {
    await page.goto(`${served.url}?${query}`)
    await page.getByRole('alert').waitFor()
    await look(page, `components/${name}`, { fullPage: true })
  })
})

it('one tap copies a number without its spaces', async () => {
  await withPage(browser, { device: PHONE }, async (page, context) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.goto(served.url)
    await page.getByRole('button', { name: '复制 1300 3012 3456 7' }).click()
    await page.getByText('已复制').waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('1300301234567')
  })
})
