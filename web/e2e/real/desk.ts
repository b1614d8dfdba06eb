/** A desk in the office: the console of the real platform on a large screen. */

import type { Browser, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { DESKTOP, withPage } from '../support/browser'
import { look, showInReadme } from '../support/look'
import type { Account, HandedOver } from './company'

const PATIENCE_MS = 20_000
/** The console asks who is signed in before somebody is. */
const PROVOKED = /Failed to load resource.*401/

export class Desk {
  private constructor(
    readonly page: Page,
    private readonly url: string,
  ) {}

  static use(browser: Browser, url: string, story: (desk: Desk) => Promise<void>): Promise<void> {
    return withPage(browser, { device: DESKTOP, provokes: PROVOKED }, async (page) => {
      page.setDefaultTimeout(PATIENCE_MS)
      await story(new Desk(page, url))
    })
  }

  async signIn({ login, password }: Account): Promise<void> {
    await this.page.goto(this.url)
    await this.page.getByLabel('账号').fill(login)
    await this.page.getByLabel('密码', { exact: true }).fill(password)
    await this.press('登录')
    await this.page.getByRole('heading', { level: 1, name: '今日' }).waitFor()
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  async goTo(area: string): Promise<void> {
    await this.page.getByRole('navigation').getByRole('link', { name: area, exact: true }).click()
    await this.page.getByRole('heading', { level: 1, name: area }).waitFor()
  }

  /** Opens an order from the list that is shown. */
  async opens({ order }: HandedOver): Promise<void> {
    await this.page.locator(`a[href$="${order}"]`).first().click()
    await this.page.locator('.token').first().waitFor()
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  part(name: string | RegExp): Locator {
    return this.page.getByRole('region', { name })
  }

  /** The same page in the other language. */
  async readsIn(language: 'zh' | 'en'): Promise<void> {
    const { hash } = new URL(this.page.url())
    await this.page.goto(`${this.url}/?language=${language}${hash}`)
  }

  async look(name: string): Promise<void> {
    await look(this.page, `real/desk/${name}`)
  }

  showInReadme(name: string): Promise<void> {
    return showInReadme(this.page, name)
  }

  /** Every picture in the gallery has arrived in full, or is a paper that stays hidden; those further down come when they are in sight. */
  async seesPictures(count: number): Promise<void> {
    const tiles = this.part(/^现场凭证/).getByRole('listitem')
    const pictures = tiles.locator('img')
    const hidden = tiles.getByText('证件或签字已隐藏', { exact: false })
    await expect.poll(async () => (await pictures.count()) + (await hidden.count()), { timeout: PATIENCE_MS }).toBe(count)
    for (const picture of await pictures.all()) {
      await picture.scrollIntoViewIfNeeded()
      const width = () => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)
      await expect.poll(width, { timeout: PATIENCE_MS }).toBeGreaterThan(0)
    }
    await this.page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded()
  }
}
