/** A stage's form as a finger fills it in: every field is found by its label. */

import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

const KEPT_WITHIN_MS = 20_000

export class StageForm {
  constructor(private readonly page: Page) {}

  field(label: string): Locator {
    return this.page.getByRole('group', { name: label, exact: true })
  }

  async isAt(group: string): Promise<void> {
    await this.page.getByRole('heading', { level: 2, name: group, exact: true }).waitFor()
  }

  async choose(label: string, option: string): Promise<void> {
    await this.field(label).getByRole('radio', { name: option, exact: true }).check()
  }

  /** Ticks everything on a list. */
  async tickAll(label: string): Promise<void> {
    for (const option of await this.field(label).getByRole('checkbox').all()) await option.check()
  }

  async type(label: string, text: string): Promise<void> {
    await this.field(label).getByRole('textbox').fill(text)
  }

  async pickDate(label: string, day: string): Promise<void> {
    await this.field(label).locator('input[type=date]').fill(day)
  }

  /** Filled in beforehand from the order, and marked as such. */
  async hasPrefilled(label: string, text: string): Promise<void> {
    await this.field(label).getByText('来自工单, 请核对').waitFor()
    expect(await this.field(label).getByRole('textbox').inputValue()).toBe(text)
  }

  async valueOf(label: string): Promise<string> {
    return this.field(label).getByRole('textbox').inputValue()
  }

  /** A code that the scan key types into the sheet. */
  async scan(label: string, code: string): Promise<void> {
    await this.field(label).getByRole('button', { name: '扫码' }).click()
    await this.page.getByLabel('条码内容').fill(code)
    await this.page.keyboard.press('Enter')
    await expect.poll(() => this.valueOf(label), { timeout: KEPT_WITHIN_MS }).toBe(code)
  }

  /** Opens the camera, presses the shutter, and uses the photo once the agent has kept it. */
  async photograph(label: string, beforeUse: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.field(label).getByRole('button', { name: /^拍照/ }).first().click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByRole('button', { name: '拍照', exact: true }).click()
    await sheet.getByText(/已存本机, /).waitFor()
    await loaded(sheet.getByRole('img', { name: '已保存的照片' }))
    await beforeUse()
    await sheet.getByRole('button', { name: '用这张' }).click()
    await this.field(label).getByRole('img', { name: '第 1 张' }).waitFor()
  }

  /** Speaks for some seconds, and uses the recording once the agent has all of it. */
  async record(label: string, beforeStop: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.field(label).getByRole('button', { name: '录音' }).click()
    const sheet = this.page.getByRole('dialog')
    await sheet.getByRole('button', { name: '开始' }).and(this.page.locator(':enabled')).click()
    await sheet.getByText(/还可录 5[0-7] 秒/).waitFor()
    await beforeStop()
    await sheet.getByRole('button', { name: '停止' }).click()
    await sheet.getByText(/已存本机, /).waitFor()
    await sheet.getByRole('button', { name: '用这段' }).click()
    await this.field(label).getByRole('article', { name: '第 1 段' }).waitFor()
  }

  async locate(label: string): Promise<void> {
    await this.field(label).getByRole('button', { name: '获取当前位置' }).click()
    await this.page.getByRole('dialog').getByRole('button', { name: '使用此位置' }).click()
    await this.field(label).getByText(/距表箱 \d+ m/).waitFor()
  }

  /** The customer writes a name on the glass. */
  async sign(label: string, signer: string, beforeDone: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    await this.field(label).getByLabel('签字人姓名').fill(signer)
    await this.field(label).getByRole('button', { name: '请签字' }).click()
    await this.#draw(this.page.getByRole('img', { name: '签字区' }))
    await beforeDone()
    await this.page.getByRole('button', { name: '完成签字' }).click()
    await this.field(label).getByText(`${signer} (本人) 已签字`).waitFor()
  }

  /** Somewhere the agent writes what was done at the meter, and nobody types. */
  async isUntyped(label: string): Promise<void> {
    await this.field(label).waitFor()
    expect(await this.field(label).locator('input, textarea, select').count()).toBe(0)
  }

  async next(): Promise<void> {
    await this.page.getByRole('contentinfo').getByRole('button', { name: '下一步' }).click()
  }

  async isKept(): Promise<void> {
    await this.page.getByText('已存本机', { exact: true }).waitFor()
  }

  async isNotKept(): Promise<void> {
    await this.page.getByText('未能保存, 请勿关机').waitFor()
  }

  async #draw(pad: Locator): Promise<void> {
    const box = await pad.boundingBox()
    if (box === null) throw new Error('the pad is not to be seen')
    const { mouse } = this.page
    for (const stroke of STROKES) {
      const [first, ...rest] = stroke.map(([x, y]) => [box.x + box.width * x, box.y + box.height * y] as const)
      if (first === undefined) continue
      await mouse.move(...first)
      await mouse.down()
      for (const point of rest) await mouse.move(...point, { steps: 4 })
      await mouse.up()
    }
  }
}

/** Waits until a picture is there in full. */
async function loaded(picture: Locator): Promise<void> {
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0), { timeout: KEPT_WITHIN_MS })
    .toBe(true)
}

/** Something like a name, in shares of the pad. */
const STROKES: [number, number][][] = [
  [[0.7, 0.15], [0.3, 0.25], [0.35, 0.12]],
  [[0.6, 0.3], [0.6, 0.48], [0.3, 0.4], [0.68, 0.36]],
  [[0.72, 0.55], [0.32, 0.6], [0.5, 0.72], [0.3, 0.82]],
]
