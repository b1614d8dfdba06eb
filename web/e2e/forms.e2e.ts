import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE, TABLET, withPage } from './support/browser'
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

describe('every group of every form', () => {
  it.each([
    { name: 'en', query: 'language=en', device: PHONE },
    { name: 'night', query: 'language=zh&theme=night', device: PHONE },
    { name: 'text-130', query: 'language=zh&text=130%25', device: PHONE },
    { name: 'tablet', query: 'language=zh', device: TABLET },
  ])('can be used: $name', async ({ name, query, device }) => {
    for (const form of ['acceptance', 'install_energise', 'archive']) {
      await withPage(browser, { device }, async (page) => {
        await page.goto(`${served.url}?${query}#form=${form}`)
        await walk(page, `forms/${name}/${form}`)
      })
    }
  })
})

/** Goes through the groups to the review and looks at each. */
async function walk(page: Page, folder: string): Promise<void> {
  const next = page.getByRole('contentinfo').getByRole('button').last()
  for (let step = 1; step < 20; step += 1) {
    const title = await page.getByRole('heading', { level: 2 }).textContent()
    await look(page, `${folder}/${String(step).padStart(2, '0')}`)
    if (await page.getByRole('button', { name: /^(提交|Submit)$/ }).isVisible()) return
    await next.click()
    await expect.poll(() => page.getByRole('heading', { level: 2 }).textContent()).not.toBe(title)
  }
  throw new Error('the form has no end')
}

it('a worker fills in the installation on a slow phone: what is missing is named, evidence fills up', async () => {
  await withPage(browser, { device: PHONE, weak: true }, async (page) => {
    await page.goto(`${served.url}#form=install_energise`)
    const shot = (name: string) => look(page, `forms/installation/${name}`)
    const next = () => page.getByRole('button', { name: '下一步' }).click()
    const field = (name: string) => page.getByRole('group', { name, exact: true })
    const fill = (name: string, text: string) => page.getByRole('textbox', { name, exact: true }).fill(text)

    await page.getByRole('radio', { name: '装表并送电' }).check()
    await page.getByRole('radio', { name: '无异常' }).check()
    await next()

    await fill('工作票（派工单）编号', 'GZP-20250711-08')
    await fill('工作票签发人', '刘建国')
    await page.getByRole('textbox', { name: '工作票（派工单）编号' }).focus()
    await page.getByText('工作票签发人不得是本人').waitFor()
    await fill('工作票签发人', '王强')
    for (const check of await page.getByRole('checkbox').all()) await check.check()
    await page.getByRole('button', { name: '请第二人刷卡确认' }).click()
    await page.getByText('李敏 已确认').waitFor()
    await shot('01-safety')
    await next()

    await fill('台区', 'TQ-130207-0042')
    await fill('表箱编号', 'BX-0042-07')
    await fill('表位', '3')
    await page.getByRole('radio', { name: 'A 相' }).check()
    await page.getByRole('radio', { name: '与系统一致' }).check()
    await next()

    await field('电能表资产编号').getByRole('button', { name: '扫码' }).click()
    await field('录入方式').getByText('扫码').waitFor()
    await field('通信模块资产编号').getByRole('button', { name: '扫码' }).click()
    await page.getByRole('alert').getByText('没有扫到条码').waitFor()
    await fill('通信地址', '000012345679')
    await page.getByRole('textbox', { name: '电能表应答地址' }).focus()
    await page.getByRole('textbox', { name: '通信地址', exact: true }).focus()
    await page.getByText('电能表应答地址与通信地址不一致').waitFor()
    await shot('02-meter-refused')
    await fill('通信地址', '000012345678')
    await next()

    await fill('总', '12.3')
    await page.getByRole('radio', { name: '否' }).check()
    await shot('03-readings')
    await next()

    await fill('A 相电压', '180.5')
    await page.getByText('A 相电压超出 220 V ±10%').waitFor()
    await fill('A 相电压', '228.4')
    await fill('A 相电流', '1.25')
    await page.getByRole('radio', { name: /正确/ }).first().check()
    await shot('04-measurements')
    await next()

    for (const [position, colour] of [['terminal_cover', 'yellow'], ['box_door', 'green']] as const) {
      await page.getByRole('button', { name: '添加封印' }).click()
      const seal = page.getByRole('group', { name: /^封印 \d$/ }).last()
      await seal.getByRole('button', { name: '扫码' }).click()
      await seal.getByLabel('施封位置').selectOption(position)
      await seal.getByLabel('颜色').selectOption(colour)
    }
    await shot('05-seals')
    await next()

    for (const photo of ['表计正面', '表箱全貌', '接线']) {
      await field(photo).getByRole('button', { name: /拍照/ }).first().click()
      await field(photo).getByRole('img').first().waitFor()
    }
    await shot('06-photos')
    await page.getByRole('button', { name: '获取当前位置' }).click()
    await page.getByText('距表箱', { exact: false }).first().waitFor()
    await page.getByRole('button', { name: '现在' }).click()
    await shot('07-position-doubtful')
    await page.getByRole('button', { name: '重新定位' }).click()
    await next()

    await page.getByRole('button', { name: '客户拒签' }).click()
    await shot('08-refusal')
    await page.getByRole('button', { name: '客户愿意签字' }).click()
    await page.getByLabel('签字人姓名').fill('张晓明')
    await page.getByRole('button', { name: '请签字' }).click()
    await sign(page)
    await shot('09-signature')
    await page.getByRole('button', { name: '完成签字' }).click()
    await page.getByText('张晓明 (本人) 已签字').waitFor()
    await shot('10-signed')
    await page.getByRole('button', { name: '去检查' }).click()

    await shot('11-review-missing')
    await page.getByRole('button', { name: /送电后表计/ }).first().click()
    await expect.poll(() => field('送电后表计').getByRole('button', { name: /拍照/ }).first().evaluate((it) => it === document.activeElement)).toBe(true)
    await field('送电后表计').getByRole('button', { name: /拍照/ }).first().click()
    await field('送电后表计').getByRole('img').first().waitFor()
    await next()
    await page.getByRole('button', { name: '去检查' }).click()
    await page.getByText('全部填好, 可以提交').waitFor()
    await shot('12-review-complete')
    await page.getByRole('button', { name: '提交', exact: true }).click()

    const { values, submitted } = await page.evaluate(() => window.harness)
    expect(submitted).toBe(true)
    expect(values).toMatchObject({
      start_reading_total_ckwh: 1230,
      voltage_a_mv: 228400,
      asset_no: '3130001000001234567893',
      asset_no_source: 'scanned',
      seals: [
        { position: 'terminal_cover', colour: 'yellow', number: '3130A0012341' },
        { position: 'box_door', colour: 'green', number: '3130A0012342' },
      ],
      customer_signature: { signer_name: '张晓明', relation: 'self' },
    })
  })
})

it('the form says by itself whether a number was scanned or typed', async () => {
  await withPage(browser, { device: PHONE }, async (page) => {
    await page.goto(`${served.url}#form=install_energise`)
    const field = (name: string) => page.getByRole('group', { name, exact: true })
    const number = field('电能表资产编号')
    const source = field('录入方式')
    await page.getByRole('radio', { name: '装表并送电' }).check()
    await page.getByRole('radio', { name: '无异常' }).check()
    for (const group of ['安全措施', '台区与表位', '电能表']) {
      await page.getByRole('button', { name: '下一步' }).click()
      await page.getByRole('heading', { level: 2, name: group }).waitFor()
    }
    await source.getByText('扫码或录入编号后自动填写').waitFor()
    expect(await source.getByRole('radio').count()).toBe(0)

    // Fingers, then a scan, then a finger that corrects the scan, then the scan key that hands its code to the field itself.
    await number.getByRole('textbox').pressSequentially('3130001000', { delay: 90 })
    await source.getByText('手工', { exact: true }).waitFor()
    await source.getByText('资产编号为手工录入，请再次核对并说明未扫码的原因').waitFor()
    await look(page, 'forms/source/typed')
    await number.getByRole('button', { name: '扫码' }).click()
    await source.getByText('扫码', { exact: true }).waitFor()
    expect(await source.getByText('资产编号为手工录入', { exact: false }).count()).toBe(0)
    await look(page, 'forms/source/scanned')
    await number.getByRole('textbox').press('End')
    await number.getByRole('textbox').press('Backspace')
    await source.getByText('手工', { exact: true }).waitFor()
    await number.getByRole('textbox').fill('')
    await source.getByText('扫码或录入编号后自动填写').waitFor()
    await number.getByRole('textbox').fill('3130001000001234567893')
    await source.getByText('扫码', { exact: true }).waitFor()
    const { values } = await page.evaluate(() => window.harness)
    expect(values).toMatchObject({ asset_no: '3130001000001234567893', asset_no_source: 'scanned' })
  })
})

/** Draws two strokes on the pad, which stands turned on an upright phone. */
async function sign(page: Page): Promise<void> {
  const box = await page.getByRole('img', { name: '签字区' }).boundingBox()
  if (!box) throw new Error('the pad is not visible')
  for (const [from, to] of [[0.2, 0.5], [0.6, 0.8]] as const) {
    await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * from)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height * (from + to) * 0.5, { steps: 12 })
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height * to, { steps: 12 })
    await page.mouse.up()
  }
}
