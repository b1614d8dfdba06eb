/** Goes through the forms of whole processes: every group in Chromium, empty and filled in. */

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE, TABLET, withPage, type Device } from './support/browser'
import { brokenWords, judge, look } from './support/look'
import { serveBuilt, type Served } from './support/serve'
import { LOOKS_AT_ALL, waysOf } from './support/ways'

interface Way {
  name: string
  query: string
  device: Device
  /** With the values that the examples of the process call valid; otherwise as a page opens it. */
  isFilled: boolean
}

const WAYS: Way[] = [
  { name: 'zh-empty', query: '?language=zh', device: PHONE, isFilled: false },
  { name: 'zh-filled', query: '?language=zh', device: PHONE, isFilled: true },
  { name: 'en-filled', query: '?language=en', device: TABLET, isFilled: true },
  { name: 'en-phone', query: '?language=en', device: PHONE, isFilled: true },
  { name: 'en-130', query: '?language=en&text=130%25', device: PHONE, isFilled: false },
  { name: 'night', query: '?language=zh&theme=night', device: PHONE, isFilled: true },
]

/** The stories of these processes, each of which walks all of its forms on one page. */
export function formStories(processes: string[]): void {
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

  describe.each(processes.map((process) => ({ process })))('every group of every form of $process can be used', ({ process }) => {
    it.each(waysOf(WAYS, ['zh-empty', 'zh-filled', 'en-filled']))('$name', { timeout: 300_000 }, async ({ name, query, device, isFilled }) => {
      const written = writtenIn(process)
      await withPage(browser, { device }, async (page) => {
        await page.goto(`${served.url}${query}`)
        for (const form of formsOf(process)) {
          const hash = `#process=${process}&form=${form}${isFilled ? '&filled' : ''}`
          await page.goto(`${served.url}${query}${hash}`)
          await page.waitForFunction((shown) => window.harness?.hash === shown, hash)
          await walk(page, device, `forms/${process}/${name}/${form}`, written)
          if (isFilled) await submits(page)
        }
      })
    })
  })
}

/** Everything but these: two files of stories share the processes out, and no new one is forgotten. */
export function processesBut(...others: string[]): string[] {
  return readdirSync(new URL('processes/', ROOT)).filter((process) => !others.includes(process)).sort()
}

/** About half of the work. */
export const LOW_VOLTAGE = ['low_voltage_residential_new', 'low_voltage_non_residential', 'temporary_supply']

function formsOf(process: string): string[] {
  const files = readdirSync(new URL(`processes/${process}/forms/`, ROOT)).filter((file) => file.endsWith('.ui.json'))
  return files.map((file) => file.slice(0, -'.ui.json'.length))
}

/** What people and other systems wrote: every text of the examples. */
function writtenIn(process: string): string {
  const texts: string[] = []
  JSON.parse(readFileSync(new URL(`crates/forms/tests/examples/${process}.json`, ROOT), 'utf8'), (_, value: unknown) => {
    if (typeof value === 'string') texts.push(value)
    return value
  })
  return texts.join('\n')
}

/** Goes through the groups to the review and looks at each. */
async function walk(page: Page, device: Device, folder: string, written: string): Promise<void> {
  const submit = page.getByRole('button', { name: /^(提交|Submit)$/ })
  for (let step = 1; step < 20; step += 1) {
    const name = `${folder}-${String(step).padStart(2, '0')}`
    if (LOOKS_AT_ALL) await lookAtWhole(page, device, name, written)
    else await judge(page, name, { written })
    expect(await brokenWords(page), `broken words on ${name}`).toEqual([])
    if (await submit.isVisible()) return
    const heading = await page.getByRole('heading', { level: 2 }).elementHandle()
    await page.getByRole('contentinfo').getByRole('button').last().click()
    // The next screen is one of its own, also where two groups have one name.
    await heading?.waitForElementState('hidden')
  }
  throw new Error(`${folder} has no end`)
}

/** A group is seldom as long as the screen: its picture shows all of it. */
async function lookAtWhole(page: Page, { width, height }: Device, name: string, written: string): Promise<void> {
  const hidden = await page.getByRole('main').evaluate((main) => main.scrollHeight - main.clientHeight)
  await page.setViewportSize({ width, height: height + hidden })
  await look(page, name, { written })
  await page.setViewportSize({ width, height })
}

async function submits(page: Page): Promise<void> {
  await page.getByRole('status').getByText(/^(全部填好, 可以提交|All filled in, ready to submit)$/).waitFor()
  expect(await page.getByRole('heading', { name: /^(请留意|Please note)$/ }).count()).toBe(0)
  await page.getByRole('button', { name: /^(提交|Submit)$/ }).click()
  await page.waitForFunction(() => window.harness.submitted)
}

const ROOT = new URL('../../', import.meta.url)
