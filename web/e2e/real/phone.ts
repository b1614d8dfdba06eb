/** A terminal in a hand: the launcher and the business app of a real agent, on a slow phone whose link can break. */

import type { Browser, BrowserContext, CDPSession, Locator, Page } from 'playwright-core'
import { PHONE, withPage } from '../support/browser'
import { look, showInReadme } from '../support/look'
import { setCpu, setLink, throttle } from '../support/throttle'

/** What the browser says while the agent does not answer, or does not know the page yet. */
const PROVOKED = /Failed to load resource|ERR_CONNECTION|ERR_INTERNET|ERR_INCOMPLETE/
/** On a phone six times slower, behind 200 ms and 1 Mbit/s. */
const PATIENCE_MS = 40_000

export interface Spot {
  lon: number
  lat: number
}

export class Phone {
  private constructor(
    readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Runs `story` on a phone that stands at `spot` and may use camera and receiver. */
  static use(browser: Browser, spot: Spot, story: (phone: Phone) => Promise<void>): Promise<void> {
    return withPage(browser, { device: PHONE, provokes: PROVOKED }, async (page, context) => {
      await standAt(context, spot)
      page.setDefaultTimeout(PATIENCE_MS)
      await story(new Phone(page, await throttle(page)))
    })
  }

  breakLink(): Promise<void> {
    return setLink(this.session, 'broken')
  }

  mendLink(): Promise<void> {
    return setLink(this.session, 'weak')
  }

  /** Types the PIN with the large keys. */
  async unlock(pin: string): Promise<void> {
    await this.typePin(pin)
    await this.press('解锁')
    await this.#pinPad().waitFor({ state: 'detached' })
  }

  async typePin(pin: string): Promise<void> {
    for (const digit of pin) await this.#pinPad().getByRole('button', { name: digit, exact: true }).click()
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole('button', { name, exact: true }).click()
  }

  /** Goes to one of the launcher's pages. */
  async goTo(tab: '今日' | '待传' | '通知' | '我的'): Promise<void> {
    await this.page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name: tab }).click()
  }

  async reads(text: string | RegExp): Promise<void> {
    await this.page.getByText(text).first().waitFor()
  }

  /** The bar at the bottom, which never lies. */
  get bar(): Locator {
    return this.page.getByRole('status').filter({ hasText: /网络: |没有回应/ })
  }

  /** A picture to leaf through; the looking itself is not slowed down. */
  async look(name: string): Promise<void> {
    await setCpu(this.session, 'full')
    await look(this.page, `real/phone/${name}`)
    await setCpu(this.session, 'slow')
  }

  showInReadme(name: string): Promise<void> {
    return showInReadme(this.page, name)
  }

  /** The page is loaded again, as when the system has thrown it out. */
  async reload(): Promise<void> {
    await this.page.reload()
  }

  #pinPad(): Locator {
    return this.page.getByRole('group', { name: 'PIN 键盘' })
  }
}

async function standAt(context: BrowserContext, { lon, lat }: Spot): Promise<void> {
  await context.grantPermissions(['geolocation'])
  // 10⁻⁴ degree are about ten metres.
  await context.setGeolocation({ longitude: lon + 0.0001, latitude: lat, accuracy: 6 })
}
