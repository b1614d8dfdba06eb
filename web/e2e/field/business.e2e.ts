import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE } from '../support/browser'
import { look } from '../support/look'
import { EXAMPLES, without } from './bundle'
import { PIN, problem } from './mockAgent'
import { order, orderId, stageId } from './orders'
import { inRoom, serveFieldPages, withBattery, type FieldPages, type Room } from './rooms'
import { MAIN_VIEWS, VIEWS, type View } from './views'

let browser: Browser
let served: FieldPages

beforeAll(async () => {
  served = await serveFieldPages()
  browser = await launchBrowser({ camera: true })
})

afterAll(async () => {
  await browser?.close()
  await served?.launcher.close()
  await served?.business.close()
})

/** Opens a place of the app as the launcher does, with a one-time code. */
async function open({ page }: Room, at: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(at)}`)
}

const room = (view: View, story: (room: Room) => Promise<void>, provokes?: RegExp) =>
  inRoom(browser, served, { device: view.device, ...(provokes ? { provokes } : {}) }, (given) => {
    given.agent.state.appearance = view.appearance
    return story(given)
  })

const ORDERS = ['installing', 'drafted', 'new', 'refused', 'with-others', 'read-only', 'sent-back']
const REFUSED_LOADS = /Failed to load resource/

describe.each(MAIN_VIEWS)('every screen of the business app can be used: $name', (view) => {
  const folder = `business/${view.name}`

  it('an order in each of its standings', () =>
    room(view, async (given) => {
      const { page } = given
      for (const [at, name] of ORDERS.entries()) {
        await open(given, `/orders/${orderId(at)}`)
        await page.getByRole('list', { name: /环节|Stages/ }).waitFor()
        await look(page, `${folder}/order/${at + 1}-${name}`)
        if (at > 0) continue
        await page.locator('main').first().evaluate((main) => main.scrollTo(0, 700))
        await look(page, `${folder}/order/${at + 1}-${name}-more`)
        await page.locator('main').first().evaluate((main) => main.scrollTo(0, 10_000))
        await look(page, `${folder}/order/${at + 1}-${name}-end`)
      }
      await open(given, `/orders/${orderId(2)}`)
      await page.getByRole('button', { name: /退单|Decline/ }).click()
      await page.getByRole('dialog').waitFor()
      await look(page, `${folder}/order/8-decline`)
    }))

  it('the list, loading, failed and not there', () =>
    room(
      view,
      async (given) => {
        const { agent, page } = given
        await open(given, '/')
        await page.getByRole('link').first().waitFor()
        await look(page, `${folder}/orders/1-list`)
        agent.fail('/orders', 'silence')
        await open(given, `/orders/${orderId(0)}`)
        await page.getByRole('status', { name: /正在加载|Loading/ }).waitFor()
        await look(page, `${folder}/orders/2-loading`)
        agent.heal()
        await open(given, '/orders/0197f2a0-0000-7000-8000-00000000dead')
        await page.getByRole('alert').waitFor()
        await look(page, `${folder}/orders/3-error`)
        agent.orders = []
        await open(given, '/')
        await page.getByText(/没有工单|No orders/).waitFor()
        await look(page, `${folder}/orders/4-empty`)
      },
      REFUSED_LOADS,
    ))

  it('form, camera, position, second person, review and hand-over', () =>
    room(view, async (given) => {
      const { agent, page } = given
      const words = view.appearance.language === 'zh' ? ZH : EN
      agent.orders[0] = installing()
      agent.state.storage = { free_bytes: 310_000_000, low: true }
      const form = `/orders/${orderId(0)}/stages/${stageId(0)}`
      await open(given, `${form}/form/safety`)
      await page.getByRole('heading', { level: 2 }).waitFor()
      await look(page, `${folder}/form/1-group`)
      await page.getByRole('button', { name: words.again }).click()
      await page.getByRole('dialog').waitFor()
      await look(page, `${folder}/form/2-second-person`)
      await page.keyboard.type(PIN)
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(agent.calls.filter((call) => call.endsWith('/second-person'))).toHaveLength(1)
      await open(given, `${form}/form/evidence`)
      await page.getByRole('button', { name: words.take }).first().click()
      await page.getByRole('button', { name: words.shutter, exact: true }).and(page.locator('dialog button:enabled')).waitFor()
      await look(page, `${folder}/form/3-camera`)
      await page.locator('dialog').getByRole('button', { name: words.shutter, exact: true }).click()
      await page.getByRole('button', { name: words.use }).and(page.locator(':enabled')).waitFor()
      await look(page, `${folder}/form/4-preview`)
      await page.getByRole('button', { name: words.use }).click()
      await page.getByRole('button', { name: words.locate }).click()
      await page.getByRole('dialog').getByRole('button', { name: words.byHand }).click()
      await look(page, `${folder}/form/5-position`)
      await open(given, `${form}/review`)
      await page.getByRole('button', { name: words.submit }).waitFor()
      await look(page, `${folder}/form/6-review`)
      await open(given, `/orders/${orderId(1)}/stages/${stageId(1)}/hand-over`)
      await page.getByRole('radio').first().waitFor()
      await look(page, `${folder}/form/7-hand-over`)
      await page.getByRole('button', { name: words.submit }).click()
      await page.getByRole('button', { name: words.goOn }).waitFor()
      await look(page, `${folder}/form/8-done`)
    }))
})

const ZH = {
  again: '换人确认', take: /拍照/, shutter: '拍照', use: '用这张', locate: /定位|位置/, byHand: '手动标注', submit: '提交', goOn: /继续办理/,
}
const EN = {
  again: 'Another person', take: /Take photo/, shutter: 'Take photo', use: 'Use this one', locate: /Locate again|Get this position/, byHand: 'Set by hand', submit: 'Submit', goOn: /Go on/,
}

/** An installation with everything in it but the photo of the meter. */
function installing() {
  const rest = without(EXAMPLES.valid.install_energise, 'photo_meter_face')
  return order(0, {
    earlier: { element: 'acceptance', state: 'submitted', values: EXAMPLES.valid.acceptance },
    stage: { element: 'install_energise', state: 'in_progress' },
    drafts: rest,
    due_in_hours: 1.4,
  })
}

describe('what the business app does', () => {
  const zh = VIEWS[0] as View

  it('goes through the chain, one step at a time, and masks personal data until asked', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(given, `/orders/${orderId(2)}`)
      for (const step of ['签收', '出发', '到达现场', '开始办理']) {
        const button = page.getByRole('contentinfo').getByRole('button', { name: step }).first()
        await expect.poll(async () => (await button.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(56)
        await button.click()
      }
      await page.getByRole('button', { name: '填写表单' }).waitFor()
      expect(agent.calls.filter((call) => call.endsWith('/actions'))).toHaveLength(4)
      expect(await page.getByText('赵秀英').count()).toBe(0)
      await page.getByRole('button', { name: '显示' }).click()
      await page.getByText('赵秀英').waitFor()
      await page.getByText('138 0013 8000').waitFor()
      expect(await page.getByRole('link', { name: '打电话' }).getAttribute('href')).toBe('tel:13800138000')
    }))

  it('says that a record has arrived although its order went to somebody else', () =>
    room(
      zh,
      async (given) => {
        const { agent, page } = given
        await open(given, `/orders/${orderId(1)}/stages/${stageId(1)}/hand-over`)
        await page.getByRole('radio').first().waitFor()
        await page.getByRole('button', { name: '提交' }).click()
        await page.getByText('待发送').waitFor()
        // The platform has it, and the next stage is another's: the order leaves this terminal.
        agent.orders = agent.orders.filter(({ order: { order: id } }) => id !== orderId(1))
        agent.outbox = []
        await agent.tell('orders')
        await agent.tell('outbox')
        await page.getByText('平台已全部确认').waitFor()
        await look(page, 'business/does/done-and-gone')
      },
      REFUSED_LOADS,
    ))

  it('declines with a reason', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(given, `/orders/${orderId(2)}`)
      await page.getByRole('button', { name: '退单' }).click()
      const decline = page.getByRole('button', { name: '确认退单' })
      expect(await decline.isDisabled()).toBe(true)
      await page.getByRole('button', { name: '不属于本人网格' }).click()
      await decline.click()
      await page.getByText('现在由他人办理').waitFor()
    }))

  it('keeps each field within a second, survives a reload, and says when it could not keep one', () =>
    room(
      zh,
      async (given) => {
        const { agent, page } = given
        await open(given, `/orders/${orderId(1)}/stages/${stageId(1)}/form/customer`)
        const name = page.getByRole('textbox', { name: '联系手机' })
        await expect.poll(() => name.inputValue()).toBe('13800138000')
        await page.getByText('来自工单, 请核对').first().waitFor()
        await name.fill('13900139000')
        const drafts = () => agent.detail(orderId(1)).drafts[stageId(1)]
        await expect.poll(() => drafts()?.['mobile'], { timeout: 1_500 }).toBe('13900139000')
        await page.getByText('已存本机').waitFor()
        await open(given, `/orders/${orderId(1)}/stages/${stageId(1)}/form/customer`)
        await expect.poll(() => page.getByRole('textbox', { name: '联系手机' }).inputValue()).toBe('13900139000')
        agent.fail(`/orders/${orderId(1)}/stages`, problem(503, 'store-busy', '忙'))
        await page.getByRole('textbox', { name: '联系手机' }).fill('13700137000')
        await page.getByText('未能保存, 请勿关机').waitFor()
        agent.heal()
        await expect.poll(() => drafts()?.['mobile'], { timeout: 5_000 }).toBe('13700137000')
      },
      REFUSED_LOADS,
    ))

  it('asks for the PIN when the agent was started anew, and has lost nothing', () =>
    room(
      zh,
      async (given) => {
        const { agent, page } = given
        await open(given, `/orders/${orderId(1)}/stages/${stageId(1)}/form/customer`)
        await page.getByText('已存本机').waitFor()
        agent.fail(`/orders/${orderId(1)}/stages`, problem(401, 'entry-needed', '页面未登记'))
        await page.getByRole('textbox', { name: '联系手机' }).fill('13600136000')
        await page.getByRole('group', { name: 'PIN 键盘' }).waitFor()
        agent.heal()
        await page.keyboard.type(PIN)
        await page.keyboard.press('Enter')
        await expect.poll(() => page.getByRole('textbox', { name: '联系手机' }).inputValue()).toBe('13600136000')
        await expect.poll(() => agent.detail(orderId(1)).drafts[stageId(1)]?.['mobile'], { timeout: 5_000 }).toBe('13600136000')
      },
      REFUSED_LOADS,
    ))

  it('takes what was refused back into the form', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(given, `/orders/${orderId(3)}`)
      await page.getByRole('alert').getByText('表单内容不符合要求', { exact: false }).waitFor()
      expect(await page.getByRole('button', { name: '填写表单' }).count()).toBe(0)
      await page.getByRole('button', { name: '取回修改' }).click()
      await page.getByRole('button', { name: '填写表单' }).waitFor()
    }))

  it('only shows an order that has left, with the unsent work in it', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(given, `/orders/${orderId(5)}`)
      await page.getByText('工单已不归您办理', { exact: false }).waitFor()
      expect(await page.getByRole('contentinfo').count()).toBe(0)
    }))

  it('says beside the order that the battery will not last', () =>
    room({ ...zh, appearance: { ...zh.appearance, language: 'en' } }, async (given) => {
      await withBattery(given.page, { level: 0.04, charging: false })
      await open(given, `/orders/${orderId(0)}`)
      await given.page.getByText('Battery 4 %: charge it soon', { exact: false }).waitFor()
      await look(given.page, 'business/battery-en')
    }))

  it('on a slow phone: photo, second person, signature, review, and straight on to the next stage', () =>
    inRoom(browser, served, { device: PHONE, weak: true }, async (given) => {
      const { agent, page } = given
      const values = without(EXAMPLES.valid.acceptance, 'id_photos', 'customer_signature')
      agent.orders[0] = order(0, { stage: { state: 'in_progress' }, drafts: values })
      await open(given, `/orders/${orderId(0)}`)
      await page.getByRole('link', { name: /资料与证照/ }).click()
      const photos = page.getByRole('group', { name: /证件照片|证件/ }).filter({ has: page.getByRole('button', { name: /拍照/ }) }).first()
      await photos.getByRole('button', { name: /拍照/ }).first().click()
      await page.locator('dialog button:enabled').filter({ hasText: '拍照' }).waitFor()
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('拍照')
      await page.keyboard.press('Enter')
      const use = page.getByRole('button', { name: '用这张' })
      await use.and(page.locator(':enabled')).waitFor()
      await use.click()
      await photos.getByRole('img').first().waitFor()
      await open(given, `/orders/${orderId(0)}/stages/${stageId(0)}/form/result`)
      await page.getByLabel('签字人姓名').fill('李建国')
      await page.getByRole('button', { name: '请签字' }).click()
      const pad = await page.getByRole('img', { name: '签字区' }).boundingBox()
      if (!pad) throw new Error('the pad is not visible')
      await page.mouse.move(pad.x + pad.width * 0.3, pad.y + pad.height * 0.2)
      await page.mouse.down()
      await page.mouse.move(pad.x + pad.width * 0.7, pad.y + pad.height * 0.6, { steps: 10 })
      await page.mouse.up()
      await page.getByRole('button', { name: '完成签字' }).click()
      await page.getByText('李建国 (本人) 已签字').waitFor()
      expect(agent.statements).toEqual([expect.stringMatching(/^低压居民新装 · 业务受理\n本人确认工单 \S+ 所录内容属实$/)])
      await page.getByRole('button', { name: '重新定位' }).click()
      await page.getByRole('dialog').getByText('距表箱 17 m').waitFor()
      await page.getByRole('button', { name: '使用此位置' }).click()
      await page.getByRole('button', { name: '去检查' }).click()
      await page.getByText('全部填好, 可以提交').waitFor()
      await page.getByRole('button', { name: '提交', exact: true }).click()
      const self = page.getByRole('radio', { name: /一次办完/ })
      await expect.poll(() => self.isChecked()).toBe(true)
      await page.getByRole('button', { name: '提交' }).click()
      await page.getByText('已保存在本机').waitFor()
      await page.getByRole('button', { name: /继续办理: 装表送电/ }).click()
      await page.getByRole('heading', { level: 1, name: '装表送电' }).waitFor()
      expect(agent.calls.filter((call) => call.endsWith('/submit'))).toHaveLength(1)
    }))
})
