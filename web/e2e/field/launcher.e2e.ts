import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE } from '../support/browser'
import { look } from '../support/look'
import { EXAMPLES } from './bundle'
import { PIN, problem } from './mockAgent'
import { orderId } from './orders'
import { inRoom, serveFieldPages, withBattery, type FieldPages, type Room } from './rooms'
import { MAIN_VIEWS, VIEWS, type View } from './views'

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

const PAGES = ['/', '/apps', '/outbox', '/notices', '/me'] as const
const NAMES: Record<(typeof PAGES)[number], string> = {
  '/': '01-today',
  '/apps': '02-apps',
  '/outbox': '03-outbox',
  '/notices': '04-notices',
  '/me': '05-me',
}
const READ = { apps: '/apps', orders: '/orders', outbox: '/outbox', notices: '/notices' }

/** Opens a page of the launcher as the terminal does, with a one-time code. */
async function open({ page }: Room, at: string = '/'): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.launcher.url}#code=once&at=${encodeURIComponent(at)}`)
}

const room = (view: View, provokes: RegExp | undefined, story: (room: Room) => Promise<void>) =>
  inRoom(browser, served, { device: view.device, ...(provokes ? { provokes } : {}) }, (given) => {
    given.agent.state.appearance = view.appearance
    return story(given)
  })

describe.each(MAIN_VIEWS)('every page of the launcher can be used: $name', (view) => {
  const folder = `launcher/${view.name}`

  it('with a day of work', () =>
    room(view, undefined, async (given) => {
      for (const at of PAGES) {
        await open(given, at)
        await given.page.locator('main h2, main article, main li').first().waitFor()
        await look(given.page, `${folder}/${NAMES[at]}`, { fullPage: false })
      }
      await open(given)
      await given.page.locator('main').first().evaluate((main) => main.scrollTo(0, 10_000))
      await look(given.page, `${folder}/01-today-end`)
    }))

  it('with nothing, still loading, and failed', () =>
    room(view, /Failed to load resource/, async (given) => {
      const { agent, page } = given
      agent.orders = []
      agent.outbox = []
      agent.notices = []
      agent.apps = []
      agent.state.unsent = { operations: 0, files: 0, bytes_left: 0, bytes_total: 0 }
      agent.state.network = 'good'
      const lists = PAGES.filter((at) => at !== '/me')
      for (const at of lists) {
        await open(given, at)
        await page.getByRole('main').locator('p').first().waitFor()
        await look(page, `${folder}/empty/${NAMES[at]}`)
      }
      for (const path of Object.values(READ)) agent.fail(path, 'silence')
      await open(given)
      await page.getByRole('status', { name: /正在加载|Loading/ }).waitFor()
      await look(page, `${folder}/loading/${NAMES['/']}`)
      for (const path of Object.values(READ)) agent.fail(path, problem(503, 'store-busy', '本机存储暂时没有回应'))
      for (const at of lists) {
        await open(given, at)
        await page.getByRole('alert').first().waitFor()
        await look(page, `${folder}/error/${NAMES[at]}`)
      }
    }))

  it('at the end of the day: with work left, with nothing left, and while the agent is silent', () =>
    room(view, /Failed to load resource/, async (given) => {
      const { agent, page } = given
      await open(given, '/day-end')
      await page.getByRole('list', { name: /检查结果|What was checked/ }).waitFor()
      await look(page, `${folder}/day-end/1-left`)
      await page.locator('main').first().evaluate((main) => main.scrollTo(0, 10_000))
      await look(page, `${folder}/day-end/1-left-end`)
      agent.nothingLeft()
      await open(given, '/day-end')
      await page.getByText(/可以收工|Nothing left unsent/).waitFor()
      await look(page, `${folder}/day-end/2-clear`)
      agent.fail('/', problem(503, 'store-busy', '本机存储暂时没有回应'))
      await agent.tell('state')
      await page.getByText(/无法确认|cannot be said/).waitFor()
      await look(page, `${folder}/day-end/3-silent`)
    }))

  it('before and after the PIN', () =>
    room(view, /Failed to load resource/, async (given) => {
      const { agent, page } = given
      agent.state.locked = true
      await open(given)
      await page.getByRole('group', { name: /PIN/ }).waitFor()
      await look(page, `${folder}/unlock/01-card`)
      await page.keyboard.type('111111')
      await page.keyboard.press('Enter')
      await page.getByText(/PIN 有误|Wrong PIN/).waitFor()
      await look(page, `${folder}/unlock/02-wrong`)
      agent.state.card = { name: '张伟', staff_no: '13020042', tries_left: 0 }
      await agent.tell('state')
      await page.getByRole('group', { name: /PIN/ }).waitFor({ state: 'detached' })
      await look(page, `${folder}/unlock/03-card-locked`)
      const why = { zh: '这是一张业务卡，此处需要操作员卡', en: 'this is a card of another kind (business card): the operator card belongs here' }
      agent.state.card = { name: '张伟', staff_no: '13020042', tries_left: 5, why }
      await agent.tell('state')
      await page.getByText(/请换上您的操作员卡|Put your operator card in instead/).waitFor()
      await look(page, `${folder}/unlock/06-other-card`)
      delete agent.state.card
      await agent.tell('state')
      await page.getByText(/请插入操作员卡|Insert your operator card/).waitFor()
      await look(page, `${folder}/unlock/04-no-card`)
      agent.fail('/', problem(401, 'entry-needed', '页面未登记'))
      await open(given)
      await page.getByRole('heading', { level: 1, name: /页面已断开|disconnected/ }).waitFor()
      await look(page, `${folder}/unlock/05-left-out`)
    }))
})

describe('what the launcher does', () => {
  const zh = VIEWS[0] as View

  it('says below every page that the TF card is out, and no more once it is back', () =>
    room(zh, /422/, async (given) => {
      const { agent, page } = given
      const why = { zh: 'TF 卡已拔出：不能同步，也不能做计量作业', en: 'the TF card is out' }
      agent.state.tf_card = { is_ready: false, why }
      await open(given)
      await page.getByRole('status').getByText(why.zh).waitFor()
      expect(await page.getByText('全部已上传').count()).toBe(0)
      await look(page, 'launcher/tf-card-out')
      agent.state.tf_card = { serial: 'TF00000000001', tries_left: 5, is_ready: true }
      await agent.tell('state')
      await page.getByText(why.zh).waitFor({ state: 'detached' })
    }))

  it('unlocks with the PIN, counts wrong ones, and locks again', () =>
    room(zh, /422/, async (given) => {
      const { agent, page } = given
      agent.state.locked = true
      await open(given)
      const type = async (pin: string) => {
        for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click()
        await page.getByRole('button', { name: '解锁' }).click()
      }
      const key = await page.getByRole('button', { name: '5', exact: true }).boundingBox()
      expect(key?.height).toBeGreaterThanOrEqual(64)
      await page.getByText('张伟').waitFor()
      await type('000000')
      await page.getByText('PIN 有误, 还可试 4 次').waitFor()
      await type(PIN)
      await page.getByRole('heading', { name: '今日工单' }).waitFor()
      await page.getByRole('link', { name: '我的' }).click()
      await page.getByRole('button', { name: '锁定' }).click()
      await page.getByRole('heading', { name: '解锁终端' }).waitFor()
    }))

  it('finds an order by typing, and opens it in the business app', () =>
    room(zh, undefined, async (given) => {
      const { page } = given
      await open(given)
      await page.getByRole('searchbox', { name: '查找工单' }).fill('西葛村')
      await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(1)
      await page.getByRole('button', { name: /李\*\*/ }).click()
      await page.waitForURL((url) => url.href.startsWith(served.business.url) && url.hash.startsWith('#/orders/'))
    }))

  it('opens an order by its scanned number; a scan key ends with Enter', () =>
    room(zh, undefined, async (given) => {
      const { page } = given
      await open(given)
      await page.getByRole('heading', { name: /现在/ }).waitFor()
      await page.getByRole('button', { name: '扫码' }).click()
      await page.getByRole('dialog').waitFor()
      await look(page, 'launcher/scan')
      await page.keyboard.type('YK2026112200013')
      await page.keyboard.press('Enter')
      await page.waitForURL((url) => url.href.startsWith(served.business.url) && url.hash === `#/orders/${orderId(3)}`)
    }))

  it('shows the orders of a customer who has several', () =>
    room(zh, undefined, async (given) => {
      const { page } = given
      await open(given)
      await page.getByRole('button', { name: '扫码' }).click()
      await page.getByLabel('条码内容').fill('0301234567')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      expect(await page.getByRole('searchbox', { name: '查找工单' }).inputValue()).toBe('0301234567')
      await expect.poll(() => page.getByRole('main').getByRole('listitem').count()).toBe(7)
    }))

  it('puts the nearest first, and says what is not uploaded', () =>
    room(zh, undefined, async (given) => {
      const { agent, page } = given
      await open(given)
      await page.getByText('3 项未上传').waitFor()
      await page.getByText('2 个文件 64 %').waitFor()
      await page.getByText('网络: 弱').waitFor()
      const now = page.getByRole('region', { name: /现在/ }).getByRole('listitem')
      await expect.poll(() => now.first().textContent()).toContain('17 m')
      agent.state.unsent = { operations: 0, files: 0, bytes_left: 0, bytes_total: 0 }
      agent.state.network = 'good'
      await agent.tell('state')
      await page.getByText('全部已上传').waitFor()
    }))

  it('shows one profession, and one order after the other along the way', () =>
    room(zh, undefined, async (given) => {
      const { agent, page } = given
      for (const { order } of agent.orders.slice(-2)) order.process = 'meter_task'
      await open(given)
      await page.getByRole('heading', { name: /现在/ }).waitFor()
      await look(page, 'launcher/choices')
      const rows = page.getByRole('main').getByRole('listitem')
      const all = await rows.count()
      const professions = page.getByRole('group', { name: '专业' })
      await professions.getByRole('button', { name: /计量/ }).click()
      await expect.poll(() => rows.count()).toBeLessThan(all)
      await expect.poll(() => rows.count()).toBeGreaterThan(0)
      await professions.getByRole('button', { name: '全部' }).click()
      await expect.poll(() => rows.count()).toBe(all)
      await page.getByRole('group', { name: '排列' }).getByRole('button', { name: '按路线' }).click()
      // He meant it for the next time, too.
      await page.getByRole('link', { name: '我的' }).click()
      await page.getByRole('radio', { name: '夜间' }).waitFor()
      await page.getByRole('link', { name: '今日' }).click()
      const route = page.getByRole('button', { name: '按路线' })
      await expect.poll(() => route.getAttribute('aria-pressed')).toBe('true')
      await look(page, 'launcher/route')
    }))

  it('takes a refused record back and never offers to delete one', () =>
    room(zh, undefined, async (given) => {
      const { agent, page } = given
      await open(given, '/outbox')
      const refused = page.getByRole('article').filter({ hasText: '被拒收' })
      await refused.getByText('表单内容不符合要求', { exact: false }).waitFor()
      expect(await page.getByRole('button', { name: /删除/ }).count()).toBe(0)
      await refused.getByRole('button', { name: '取回修改' }).click()
      await refused.waitFor({ state: 'detached' })
      expect(agent.calls.some((call) => call.endsWith('/withdraw'))).toBe(true)
      await page.getByRole('link', { name: '导出' }).waitFor()
    }))

  it('reads notices, changes the look, and keeps the list while the agent is away', () =>
    room(zh, /Failed to load resource/, async (given) => {
      const { agent, page } = given
      await open(given, '/notices')
      await page.getByRole('button', { name: '知道了' }).first().click()
      await page.getByText('3 条未读').waitFor()
      await page.getByRole('link', { name: '我的' }).click()
      await page.getByRole('radio', { name: '夜间' }).check()
      await expect.poll(() => page.evaluate(() => document.documentElement.dataset['theme'])).toBe('night')
      await page.getByRole('radio', { name: 'English' }).check()
      await page.getByRole('heading', { name: 'This terminal' }).waitFor()
      await page.getByRole('radio', { name: '中文' , exact: true }).or(page.getByRole('radio', { name: 'Chinese' })).check()
      await page.getByRole('link', { name: '今日' }).click()
      await page.getByRole('heading', { name: /现在/ }).waitFor()
      agent.fail('/', problem(503, 'store-busy', '本机存储暂时没有回应'))
      await agent.tell('orders')
      await agent.tell('state')
      await page.getByText('终端服务没有回应', { exact: false }).waitFor()
      await page.getByRole('heading', { name: /现在/ }).waitFor()
      await look(page, 'launcher/stale')
    }))

  it('says on every page that the battery will not last, until it is charged', () =>
    room(zh, undefined, async (given) => {
      const { page } = given
      await withBattery(page, { level: 0.18, charging: false })
      await open(given)
      await page.getByText('电量 18 %, 请尽快充电', { exact: false }).waitFor()
      await page.getByRole('heading', { name: /现在/ }).waitFor()
      await look(page, 'launcher/battery')
      await page.getByRole('link', { name: '我的' }).click()
      await page.getByText('电量 18 %', { exact: false }).waitFor()
      await page.evaluate(() => (window as unknown as { setBattery: (change: object) => void }).setBattery({ charging: true }))
      await page.getByText('电量 18 %', { exact: false }).waitFor({ state: 'detached' })
    }))

  it('answers at the end of the day whether anything is unsent, and goes where it can be put right', () =>
    room(zh, /Failed to load resource/, async (given) => {
      const { agent, page } = given
      await open(given)
      await page.getByRole('button', { name: '收工检查' }).click()
      await page.getByText('还有内容没有交到公司').waitFor()
      const row = (about: string) => page.getByRole('listitem').filter({ hasText: about })
      await row('办理记录').getByText('2 项未上传').waitFor()
      await row('照片和文件').getByText('2 个未传完, 已传 64 %').waitFor()
      await row('被拒收').getByText('1 项被平台拒收', { exact: false }).waitFor()
      await row('他人密封记录').getByText('没有').waitFor()
      await row('被拒收').getByRole('button', { name: '去待传' }).click()
      await page.getByRole('heading', { level: 1, name: '待上传' }).waitFor()
      await page.getByRole('button', { name: '收工检查' }).click()

      // What the agent says counts, not what was pressed: without a network nothing turns green.
      agent.nothingLeft()
      agent.state.network = 'none'
      agent.state.last_sync = EXAMPLES.now - 3 * 3_600_000_000
      await agent.tell('state')
      await agent.tell('orders')
      await page.getByText('还有 1 项请看一眼').waitFor()
      agent.syncs = false
      await page.getByRole('contentinfo').getByRole('button', { name: '立即同步' }).click()
      await page.getByText('现在没有网络', { exact: false }).waitFor()
      expect(await page.getByText('可以收工').count()).toBe(0)
      agent.syncs = true
      agent.state.network = 'good'
      await page.getByRole('contentinfo').getByRole('button', { name: '立即同步' }).click()
      await agent.tell('state')
      await page.getByText('可以收工').waitFor()

      agent.fail('/state', problem(503, 'store-busy', '本机存储暂时没有回应'))
      await agent.tell('state')
      await page.getByText('无法确认').waitFor()
      await page.getByText('起没有回应', { exact: false }).waitFor()
      expect(await page.getByText('可以收工').count()).toBe(0)
      agent.heal()
      agent.state.sealed = { operations: 4, files: 7, bytes: 5_000_000 }
      await agent.tell('state')
      await row('他人密封记录').getByText('4 项待传', { exact: false }).waitFor()
    }))

  it('works on a slow phone and a weak link', () =>
    inRoom(browser, served, { device: PHONE, weak: true }, async (given) => {
      await open(given)
      await given.page.getByRole('heading', { name: /现在/ }).waitFor()
      await given.page.getByRole('link', { name: '待传' }).click()
      await given.page.getByRole('article').first().waitFor()
    }))
})
