import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE } from '../support/browser'
import { look } from '../support/look'
import { IN_HAND, NEIGHBOUR } from './customers'
import { orderId } from './orders'
import { inRoom, serveFieldPages, type FieldPages, type Room } from './rooms'
import { USUAL_VIEWS, VIEWS, type View } from './views'

let browser: Browser
let served: FieldPages

beforeAll(async () => {
  served = await serveFieldPages()
  browser = await launchBrowser()
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

const REFUSED_LOADS = /Failed to load resource/
const PLAIN = VIEWS[0] as View
const NIGHT = VIEWS.filter(({ name }) => name === 'night')

describe.each([...USUAL_VIEWS, ...NIGHT.filter((view) => !USUAL_VIEWS.includes(view))])(
  'customers can be searched and opened: $name',
  (view) => {
    const folder = `customers/${view.name}`

    it('the search, ready, found, too many, nobody, not synced, loading, failed', () =>
      room(
        view,
        async (given) => {
          const { agent, page } = given
          const search = page.getByRole('searchbox')
          const list = page.getByRole('list', { name: /查找结果|Found/ })
          await open(given, '/customers')
          await page.getByText(/查找本人网格内的用户|Find customers of your grid/).waitFor()
          await look(page, `${folder}/1-ready`)
          await search.fill('0301 2345')
          await list.waitFor()
          await look(page, `${folder}/2-found`)
          await search.fill('王')
          await page.getByText(/还有 12 户|12 more/).waitFor()
          expect(await list.getByRole('link').count()).toBe(50)
          await page.locator('main').first().evaluate((main) => main.scrollTo(0, 100_000))
          await look(page, `${folder}/3-many`)
          await search.fill('没有这个人')
          await page.getByText(/没有找到|Nobody found/).waitFor()
          await look(page, `${folder}/4-nobody`)
          agent.customers = { areas: 3, areas_here: 0, customers: 0 }
          await agent.tell('customers')
          await page.getByText(/还没有下载|No customers here yet/).waitFor()
          await look(page, `${folder}/5-not-synced`)
          agent.fail('/customers', 'silence')
          await open(given, '/customers')
          await page.getByRole('status', { name: /正在加载|Loading/ }).waitFor()
          await look(page, `${folder}/6-loading`)
          agent.heal()
          agent.fail('/customers', { type: '/problems/store-failed', title: '存储读写失败', status: 500, detail: '原因已记入日志', code: 'store-failed', next_step: '重试' } as never)
          await open(given, '/customers')
          await page.getByRole('alert').waitFor()
          await look(page, `${folder}/7-failed`)
        },
        REFUSED_LOADS,
      ))

    it('the card of an order, from top to end, and an inquiry', () =>
      room(
        view,
        async (given) => {
          const { page } = given
          await open(given, `/orders/${orderId(0)}`)
          await page.getByRole('link', { name: /^(客户|Customer)$/ }).click()
          await page.getByRole('heading', { name: '王小明' }).waitFor()
          await look(page, `${folder}/card/1-top`)
          for (const [at, y] of [700, 1_400, 10_000].entries()) {
            await page.locator('main').first().evaluate((main, top) => main.scrollTo(0, top), y)
            await look(page, `${folder}/card/${at + 2}-further`)
          }
          await open(given, `/customers/${NEIGHBOUR}`)
          await page.getByRole('radiogroup').waitFor()
          await look(page, `${folder}/inquiry/1-reason`)
          await page.getByRole('radio').nth(2).check()
          await page.getByRole('button', { name: /记录并查看|Record and open/ }).click()
          await page.getByRole('heading', { name: '王*兰' }).waitFor()
          await look(page, `${folder}/inquiry/2-card`)
          await open(given, '/orders/0197f2a0-0000-7000-8000-000000000100/customers/0000000000')
          await page.getByRole('alert').waitFor()
          await look(page, `${folder}/card/5-not-here`)
        },
        REFUSED_LOADS,
      ))
  },
)

it('an inquiry asks first, records once, and shows nothing in the clear', () =>
  room(PLAIN, async (given) => {
    const { agent, page } = given
    await open(given, '/customers')
    await page.getByRole('searchbox').fill(NEIGHBOUR)
    await page.getByRole('link', { name: /王\*兰/ }).click()
    const action = page.getByRole('button', { name: '记录并查看' })
    expect(await action.isDisabled()).toBe(true)
    await page.getByRole('radio', { name: /其他/ }).check()
    expect(await action.isDisabled()).toBe(true)
    await page.getByLabel(/补充说明/).fill('村委会核对')
    await action.click()
    await page.getByText('138****8001').waitFor()
    expect(await page.getByText('王秀兰').count()).toBe(0)
    expect(agent.calls.filter((call) => call.includes('/inquiries'))).toEqual([`POST /customers/${NEIGHBOUR}/inquiries`])
    expect(await page.getByRole('link', { name: '打电话' }).count()).toBe(0)
    // Back is the search as it was left.
    await page.getByRole('button', { name: '返回' }).click()
    expect(await page.getByRole('searchbox').inputValue()).toBe(NEIGHBOUR)
  }))

it('a customer with an order in hand opens in the clear without a question, and nothing can be selected', () =>
  room(PLAIN, async (given) => {
    const { agent, page } = given
    await open(given, '/customers')
    await page.getByRole('searchbox').fill(IN_HAND)
    await page.getByRole('link', { name: /有在办工单/ }).click()
    await page.getByText('138 0013 8000').waitFor()
    expect(agent.calls.filter((call) => call.includes('/inquiries'))).toEqual([])
    const selectable = await page.getByRole('heading', { name: '王小明' }).evaluate((name) => getComputedStyle(name).userSelect)
    expect(selectable).toBe('none')
    await page.getByText('用电 131.31 kWh').waitFor()
  }))

it('the launcher leads to the search', () =>
  inRoom(browser, served, { device: PHONE }, async ({ page }) => {
    await page.goto(`${served.launcher.url}#code=once`)
    await page.getByRole('button', { name: '查用户' }).click()
    await page.waitForURL((url) => url.href.startsWith(served.business.url) && url.hash === '#/customers')
  }))
