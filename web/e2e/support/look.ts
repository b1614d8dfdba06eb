/** What a person would see: pictures in a folder to leaf through, and what would be wrong with them. */

import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface LookOptions {
  fullPage?: boolean
  /** Where texts must not be cut, as a selector: a row beside it may be made to be pushed sideways. */
  within?: string
}

/** Takes the picture `name` (folders with `/`), after checking that the screen is usable. */
export async function look(page: Page, name: string, { fullPage = false, within = 'body' }: LookOptions = {}): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  const path = join(OUT, `${name}.png`)
  await mkdir(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage })
  expect(await seriousViolations(page), `accessibility of ${name}`).toEqual([])
  expect(await cutTexts(page, within), `cut texts on ${name}`).toEqual([])
}

/** Renews a picture of the README, when asked to (`npm run pictures`). */
export async function showInReadme(page: Page, name: string): Promise<void> {
  if (process.env['RONGHE_PICTURES'] === undefined) return
  await page.screenshot({ path: join(PICTURES, `${name}.jpg`), type: 'jpeg', quality: 80 })
}

/** What axe-core calls serious or critical, each with the elements concerned. */
async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: typeof axe }).axe
    return runner.run(document, { resultTypes: ['violations'] })
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Texts that run out of their element or out of the screen, and screens that scroll sideways. */
async function cutTexts(page: Page, within: string): Promise<string[]> {
  return page.evaluate((room) => {
    const width = document.documentElement.clientWidth
    const isCut = (element: HTMLElement) => {
      const style = getComputedStyle(element)
      if (style.visibility === 'hidden' || style.opacity === '0') return false
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim() !== '')
      const isInput = element instanceof HTMLInputElement && element.value !== ''
      if (!hasText && !isInput) return false
      const box = element.getBoundingClientRect()
      if (box.width === 0) return false
      const runsOut = style.display !== 'inline' && element.scrollWidth > element.clientWidth + 1
      // A drawing is pushed about in its own window.
      const isPushed = element.closest('dialog, .djs-container') !== null
      const isOffScreen = !isPushed && (box.left < -1 || box.right > width + 1)
      return runsOut || isOffScreen
    }
    const scrollsSideways = (element: HTMLElement) =>
      !('pannable' in element.dataset) && getComputedStyle(element).overflowX === 'auto' && element.scrollWidth > element.clientWidth + 1
    return [...document.querySelectorAll<HTMLElement>(`${room} *`)]
      .filter((element) => isCut(element) || scrollsSideways(element))
      .map((element) => `${element.tagName} "${(element.getAttribute('aria-label') ?? (element.textContent || (element as HTMLInputElement).value)).slice(0, 40)}"`)
  }, within)
}

const PICTURES = fileURLToPath(new URL('../../../docs/pictures', import.meta.url))
const OUT = fileURLToPath(new URL('../.out', import.meta.url))
