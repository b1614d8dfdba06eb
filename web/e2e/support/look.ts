/** What a person would see: pictures in a folder to leaf through, and what would be wrong with them. */

import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

interface JudgeOptions {
  /** Where texts must not be cut, as a selector: a row beside it may be made to be pushed sideways. */
  within?: string
  /** Rows and tables may be pushed sideways in their own window: the screen is narrower than they are made for. */
  isNarrow?: boolean
  /** What people and other systems wrote, as one text: all other words are ours, and speak the page's language. */
  written?: string
}

interface LookOptions extends JudgeOptions {
  fullPage?: boolean
}

/** Takes the picture `name` (folders with `/`), and checks that the screen is usable. */
export async function look(page: Page, name: string, { fullPage = false, ...options }: LookOptions = {}): Promise<void> {
  await page.evaluate(() => document.fonts.ready)
  const path = join(OUT, `${name}.png`)
  await mkdir(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage })
  await judge(page, name, options)
}

/** Checks that the screen is usable, without a picture of it. */
export async function judge(page: Page, name: string, { within = 'body', isNarrow = false, written }: JudgeOptions = {}): Promise<void> {
  expect(await seriousViolations(page), `accessibility of ${name}`).toEqual([])
  expect(await cutTexts(page, within, isNarrow), `cut texts on ${name}`).toEqual([])
  expect(await smallTargets(page), `too small for a finger on ${name}`).toEqual([])
  if (written !== undefined) expect(await foreignWords(page, written), `untranslated on ${name}`).toEqual([])
}

/** Renews a picture of the README, when asked to (`npm run pictures`). */
export async function showInReadme(page: Page, name: string): Promise<void> {
  if (process.env['RONGHE_PICTURES'] === undefined) return
  await page.screenshot({ path: join(PICTURES, `${name}.jpg`), type: 'jpeg', quality: 80 })
}

/** What axe-core calls serious or critical, each with the elements concerned. */
async function seriousViolations(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  const { violations } = await page.evaluate(async () => {
    const runner = (window as unknown as { axe: typeof axe }).axe
    return runner.run(document, { resultTypes: ['violations'] })
  })
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** Texts that run out of their element or out of the screen, and screens that scroll sideways. */
async function cutTexts(page: Page, within: string, isNarrow: boolean): Promise<string[]> {
  return page.evaluate(({ room, mayPush }) => {
    const width = document.documentElement.clientWidth
    const isWindow = (element: HTMLElement) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)
    const isInWindow = (element: HTMLElement): boolean =>
      element.parentElement !== null && element.parentElement !== document.documentElement && (isWindow(element.parentElement) || isInWindow(element.parentElement))
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
      const isPushed = element.closest('dialog, .djs-container') !== null || (mayPush && isInWindow(element))
      const isOffScreen = !isPushed && (box.left < -1 || box.right > width + 1)
      return runsOut || isOffScreen
    }
    const scrollsSideways = (element: HTMLElement) =>
      !mayPush && !('pannable' in element.dataset) && getComputedStyle(element).overflowX === 'auto' && element.scrollWidth > element.clientWidth + 1
    return [...document.querySelectorAll<HTMLElement>(`${room} *`)]
      .filter((element) => isCut(element) || scrollsSideways(element))
      .map((element) => `${element.tagName} "${(element.getAttribute('aria-label') ?? (element.textContent || (element as HTMLInputElement).value)).slice(0, 40)}"`)
  }, { room: within, mayPush: isNarrow })
}

/** What a finger has to hit and is too small for it, on a device that is touched. */
async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    if (navigator.maxTouchPoints === 0) return []
    return [...document.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, summary, [role=button]')]
      .filter((element) => {
        if (getComputedStyle(element).visibility === 'hidden' || getComputedStyle(element).display === 'inline') return false
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect()
        return width > 0 && (width < least || height < least)
      })
      .map((element) => `${element.tagName} "${(element.getAttribute('aria-label') ?? element.textContent).slice(0, 40)}"`)
  }, TARGET_MIN)
}

/** Words of Latin letters that stand on two lines, although they would fit on one. */
export async function brokenWords(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = []
    const range = document.createRange()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      if (!text.parentElement?.checkVisibility()) continue
      for (const { 0: word, index } of (text.textContent ?? '').matchAll(/(?<![\w-])[A-Za-z]{4,}(?![\w-])/g)) {
        range.setStart(text, index)
        range.setEnd(text, index + word.length)
        const tops = [...range.getClientRects()].map(({ top }) => Math.round(top))
        if (new Set(tops).size > 1) broken.push(word)
      }
    }
    return broken
  })
}

/** Words of ours in the other language, and code words that nobody put into words. */
async function foreignWords(page: Page, written: string): Promise<string[]> {
  return page.evaluate((data) => {
    // One character is in some word or other, but alone only in a masked name.
    const isWritten = (words: string, text: string) =>
      (text.length > 1 && data.includes(text)) || (data.includes(words) && (words.length > 1 || text.includes('*')))
    const isEnglish = document.documentElement.lang.startsWith('en')
    const codeWord = isEnglish ? /[a-z]_[a-z]/ : /[a-z]_[a-z]|^(?!kvarh?$)[a-z]{4,}$/
    const hole = /\b(undefined|NaN)\b|\[object|\{\w+\}/
    const otherLanguage = isEnglish ? /\p{Script=Han}+/gu : /^\P{Script=Han}*[A-Za-z]{2,} [a-z]{2,}\P{Script=Han}*$/gu
    const isForeign = (text: string) =>
      codeWord.test(text) || hole.test(text) || (text.match(otherLanguage) ?? []).some((words) => !isWritten(words, text))
    const said: string[] = []
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const element = texts.currentNode.parentElement
      if (element?.checkVisibility()) said.push(texts.currentNode.textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
      said.push(...['aria-label', 'placeholder', 'title'].map((name) => element.getAttribute(name) ?? ''))
    }
    return [...new Set(said.filter(isForeign))]
  }, written)
}

/** Pixels: what a finger in a glove can still hit. */
const TARGET_MIN = 44
const PICTURES = fileURLToPath(new URL('../../../docs/pictures', import.meta.url))
const OUT = fileURLToPath(new URL('../.out', import.meta.url))
