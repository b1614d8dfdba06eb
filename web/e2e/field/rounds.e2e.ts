import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, PHONE } from '../support/browser'
import { look } from '../support/look'
import { FORM_INVALID, outboxEntry } from './orders'
import { inRoom, serveFieldPages, type FieldPages, type Room } from './rooms'
import { meterNo, readingOf, roundId, ROUTE, route } from './routes'
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

/** A room in which the route is all that there is to do. */
const room = (view: View, story: (room: Room) => Promise<void>) =>
  inRoom(browser, served, { device: view.device }, (given) => {
    given.agent.state.appearance = view.appearance
    given.agent.orders = [route(240, 187)]
    return story(given)
  })

async function open({ page }: Room, at: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(`/orders/${ROUTE}${at}`)}`)
}

describe.each(USUAL_VIEWS)('a route can be walked: $name', (view) => {
  it('order, list, what is done, scan', () =>
    room(view, async (given) => {
      const { agent, page } = given
      const folder = `rounds/${view.name}`
      await open(given, '')
      await page.getByRole('list', { name: /环节|Stages/ }).waitFor()
      await look(page, `${folder}/1-order`)
      agent.detail(ROUTE).drafts[roundId(200)] = { asset_no: meterNo(200) }
      await open(given, '/rounds')
      await page.getByRole('heading', { name: /在填|Begun/ }).waitFor()
      await look(page, `${folder}/2-list`)
      await page.getByText(/^(已办|Done)/).last().click()
      await page.locator('details li').first().scrollIntoViewIfNeeded()
      await look(page, `${folder}/3-done`)
      await page.getByRole('contentinfo').getByRole('button').click()
      await page.getByRole('dialog').waitFor()
      await page.keyboard.type(meterNo(3))
      await page.keyboard.press('Enter')
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/4-scan-done`, { within: 'dialog' })
    }))
})

describe('what a reader does with a route', () => {
  const zh = VIEWS[0] as View

  it('scans a meter into a round of its own, submits it, and stands before the next', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(given, '')
      await page.getByText('已办 187/240').waitFor()
      await expect.poll(() => page.getByRole('list', { name: '环节' }).getByRole('listitem').count()).toBe(2)
      await page.getByRole('button', { name: /逐项办理/ }).click()
      await page.getByRole('heading', { name: '未办 53' }).waitFor()
      await page.getByRole('contentinfo').getByRole('button', { name: '扫码' }).click()
      await page.getByRole('dialog', { name: '扫下一块' }).getByText('已办 187/240').waitFor()
      await page.getByLabel('条码内容').fill(meterNo(230))
      await page.keyboard.press('Enter')
      const number = page.getByRole('group', { name: '资产编号', exact: true }).getByRole('textbox')
      await expect.poll(() => number.inputValue()).toBe(meterNo(230))
      const drafts = () => agent.detail(ROUTE).drafts[roundId(187)]
      expect(drafts()).toMatchObject({ asset_no: meterNo(230), asset_no_source: 'scanned' })
      expect(agent.detail(ROUTE).order.stages[roundId(187)]?.state).toBe('in_progress')

      agent.detail(ROUTE).drafts[roundId(187)] = { ...readingOf(230), ...drafts() }
      await open(given, `/stages/${roundId(187)}/review`)
      await page.getByRole('button', { name: '提交', exact: true }).click()
      await page.getByRole('dialog', { name: '扫下一块' }).getByText('已办 188/240').waitFor()
      await page.getByRole('button', { name: '关闭' }).click()
      await page.getByText(/已存本机: 3130/).waitFor()
      await look(page, 'rounds/saved')
      expect(agent.calls.filter((call) => call.endsWith('/submit'))).toHaveLength(1)
    }))

  it('finds a meter by its customer, opens it from the list as typed, and goes on with it later', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(given, '/rounds')
      await page.getByRole('searchbox').fill('0301234797')
      await page.getByRole('button', { name: new RegExp(grouped(meterNo(230))) }).click()
      await page.getByRole('group', { name: '资产编号', exact: true }).waitFor()
      await expect.poll(() => agent.detail(ROUTE).drafts[roundId(187)]).toMatchObject({ asset_no_source: 'typed' })
      await open(given, '/rounds')
      await page.getByRole('region', { name: '在填 1' }).getByRole('button').click()
      await page.waitForURL((url) => url.hash.includes(roundId(187)))
      expect(agent.calls.filter((call) => call.endsWith('/actions'))).toHaveLength(1)
    }))

  it('finds a meter by the door, and sees what it read last beside what it reads now', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(given, '/rounds')
      await page.getByRole('searchbox').fill('10-5')
      await page.getByText('唐山市路北区龙泽路 12 号 10-501').waitFor()
      await look(page, 'rounds/by-door')
      agent.detail(ROUTE).drafts[roundId(187)] = readingOf(230)
      await open(given, `/stages/${roundId(187)}/form/meter`)
      const compared = page.getByLabel('与上期比较')
      await compared.getByText('2,881.30 kWh').waitFor()
      await compared.getByText('200.00 kWh').waitFor()
      await look(page, 'rounds/compared')
    }))

  it('knows a meter of another route, and one that is done', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(given, '/rounds')
      await page.getByRole('contentinfo').getByRole('button', { name: '扫码' }).click()
      const scan = async (code: string) => {
        await page.getByLabel('条码内容').fill(code)
        await page.keyboard.press('Enter')
      }
      await scan(meterNo(999))
      await page.getByRole('alert').getByText('该表不在本抄表段', { exact: false }).waitFor()
      await scan(meterNo(5))
      await page.getByRole('alert').getByText('这块已经办过').waitFor()
    }))

  it('comes from the scan on the day’s list straight to the meter', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await page.goto(`${served.launcher.url}#code=once`)
      await page.getByRole('button', { name: '扫码' }).click()
      await page.getByLabel('条码内容').fill(meterNo(201))
      await page.keyboard.press('Enter')
      const number = page.getByRole('group', { name: '资产编号', exact: true }).getByRole('textbox')
      await expect.poll(() => number.inputValue(), { timeout: 10_000 }).toBe(meterNo(201))
      expect(agent.calls.filter((call) => call.endsWith('/actions'))).toHaveLength(1)
    }))

  it('shows what was refused on top, and opens nothing before it is dealt with', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      const refused = outboxEntry(9, { order: ROUTE, stage: roundId(4), state: 'parked', outcome: FORM_INVALID })
      Object.assign(agent.detail(ROUTE), { pending: [refused], lane: 'parked' })
      await open(given, '/rounds')
      await page.getByRole('region', { name: '被拒收 1' }).waitFor()
      await page.getByRole('button', { name: '取回修改' }).waitFor()
      expect(await page.getByRole('contentinfo').count()).toBe(0)
      await look(page, 'rounds/refused')
    }))

  it('scrolls a route on a slow phone', () =>
    inRoom(browser, served, { device: PHONE, weak: true }, async (given) => {
      given.agent.orders = [route(240, 187)]
      await open(given, '/rounds')
      await given.page.getByRole('heading', { name: '未办 53' }).waitFor()
      await given.page.getByText(/^已办/).last().click()
      await expect.poll(() => given.page.locator('details li').count()).toBe(187)
      await given.page.getByRole('button', { name: new RegExp(grouped(meterNo(0))) }).click()
      await given.page.getByText('1,400.00 kWh').waitFor()
    }))
})

function grouped(number: string): string {
  return (number.match(/\d{1,4}/g) ?? []).join(' ')
}
