/** Before a meter: the metering app of a real agent, to which a stage's form has led. */

import type { Locator } from 'playwright-core'
import { expect } from 'vitest'
import { groupNumber } from '../../packages/ui/src/format/numbers'
import type { SimulatedMeter } from './company'
import type { Phone } from './phone'

/** A full hour is at least this far away while a clock is set. */
const HOUR_AWAY_S = 150
const HOUR_S = 3_600
/** The terminal syncs twice a minute. */
const LEAVE_WITHIN_MS = 120_000

export class AtMeter {
  constructor(
    private readonly phone: Phone,
    private readonly meter: SimulatedMeter,
  ) {}

  /** The page is here for the form's stage of this order. */
  async isFor(orderNo: string, stage: string): Promise<void> {
    await this.#strip.getByText(`为工单 ${groupNumber(orderNo)}`).waitFor()
    await this.#strip.getByText(stage, { exact: true }).waitFor()
  }

  /** Over which link it is spoken to. */
  async takesItsLink(): Promise<void> {
    const { page } = this.phone
    const name = `连接：${this.meter.title}`
    const bar = page.getByText(name, { exact: true })
    await page.getByText(/^连接：/).first().waitFor()
    if ((await bar.count()) > 0) return
    await this.phone.press('更改')
    await page.getByRole('dialog').getByRole('button', { name: new RegExp(`^${this.meter.title}`) }).click()
    await bar.waitFor()
  }

  /** Does what the form wants, and watches it; gives the page of its record. */
  async does(command: string, duringRun: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.#wanted.getByRole('button', { name: new RegExp(`^${command}`) }).click()
    await this.#watches(duringRun)
  }

  async asksLeaveFor(command: string): Promise<void> {
    await this.#wanted.getByRole('button', { name: new RegExp(`^${command}`) }).click()
    await this.phone.press(`申请：${command}`)
    await this.#status('待审批').waitFor()
  }

  /** The page shows leave as soon as a sync has brought it. */
  async hasLeaveFrom(approver: string): Promise<void> {
    await this.#status('已批准').waitFor({ timeout: LEAVE_WITHIN_MS })
    await this.phone.reads(approver)
  }

  /** The business card's PIN, the number on the meter, and three seconds of holding. */
  async confirms(command: string, pin: string, beforeHold: () => Promise<void>, duringRun: () => Promise<void>): Promise<void> {
    const { page } = this.phone
    await this.phone.press('核对并执行')
    await this.phone.press('输入业务卡 PIN')
    await this.phone.typePin(pin)
    await page.getByRole('dialog').getByRole('button', { name: '打开', exact: true }).click()
    await page.getByLabel('输入表号末 4 位').fill(this.meter.comm_address.slice(-4))
    await this.phone.reads('是这只表')
    await beforeHold()
    await awayFromTheHour()
    const hold = page.getByRole('button', { name: `按住：${command}` })
    await hold.scrollIntoViewIfNeeded()
    await hold.hover()
    await page.mouse.down()
    await this.#progress.waitFor()
    await page.mouse.up()
    await this.#watches(duringRun)
  }

  async backToForm(): Promise<void> {
    await this.phone.page.getByRole('contentinfo').getByRole('button', { name: '回表单' }).click()
  }

  async #watches(duringRun: () => Promise<void>): Promise<void> {
    await this.#progress.waitFor()
    await duringRun()
    await this.#status('已完成').waitFor()
  }

  get #progress(): Locator {
    return this.phone.page.getByRole('list', { name: '进度' })
  }

  #status(words: string): Locator {
    return this.phone.page.getByRole('status').filter({ hasText: words })
  }

  get #strip(): Locator {
    return this.phone.page.getByRole('complementary', { name: '为工单的表单' })
  }

  get #wanted(): Locator {
    return this.phone.page.getByRole('region', { name: '表单要做' })
  }
}

/** Clocks are left alone around full hours: whoever comes then waits. */
async function awayFromTheHour(): Promise<void> {
  const second = () => Math.floor(Date.now() / 1_000) % HOUR_S
  const isAway = () => second() >= HOUR_AWAY_S && second() <= HOUR_S - HOUR_AWAY_S
  await expect.poll(isAway, { timeout: 3 * HOUR_AWAY_S * 1_000, interval: 1_000 }).toBe(true)
}
