import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { look } from '../support/look'
import { EXAMPLES, without } from './bundle'
import { problem } from './mockAgent'
import { order, orderId, stageId } from './orders'
import { inRoom, serveFieldPages, type FieldPages, type Room } from './rooms'
import { USUAL_VIEWS, VIEWS, type View } from './views'

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

const room = (view: View, story: (room: Room) => Promise<void>) =>
  inRoom(browser, served, { device: view.device, provokes: /Failed to load resource/ }, (given) => {
    given.agent.state.appearance = view.appearance
    given.agent.orders[0] = order(0, {
      earlier: { element: 'acceptance', state: 'submitted', values: EXAMPLES.valid.acceptance },
      stage: { element: 'install_energise', state: 'in_progress' },
      drafts: without(EXAMPLES.valid.install_energise, 'photo_meter_face'),
    })
    return story(given)
  })

async function open({ page }: Room, url: string, at: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${url}#code=once&at=${encodeURIComponent(at)}`)
}

const LOW = { free_bytes: 310_000_000, low: true, short: false }
const SHORT = { free_bytes: 21_000_000, low: true, short: true }
const FULL = problem(507, 'storage-short', '没有写入任何内容')
const FORM = `/orders/${orderId(0)}/stages/${stageId(0)}`

describe.each(USUAL_VIEWS)('what stops the work is explained: $name', (view) => {
  const folder = `trouble/${view.name}`

  it('storage that runs out', () =>
    room(view, async (given) => {
      const { agent, page } = given
      agent.state.storage = LOW
      await open(given, served.launcher.url, '/')
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/1-low`)
      agent.state.storage = SHORT
      agent.state.network = 'none'
      await open(given, served.launcher.url, '/')
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/2-short`)
      await open(given, served.business.url, `/orders/${orderId(0)}`)
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/3-order`)
      await open(given, served.business.url, `${FORM}/form/evidence`)
      await page.getByRole('button', { name: /拍照|Take photo/ }).first().click()
      await page.getByRole('dialog').getByRole('alert').waitFor()
      await look(page, `${folder}/4-photo`, { within: 'dialog' })
      agent.fail(`/orders/${orderId(0)}/stages`, FULL)
      await open(given, served.business.url, `${FORM}/form/meter`)
      await page.getByRole('textbox').first().fill('3130001000001234567886')
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/5-unsaved`, { within: 'section' })
    }))

  it('a card that has locked itself', () =>
    room(view, async (given) => {
      const { agent, page } = given
      agent.state.locked = true
      agent.state.card = { name: '张伟', staff_no: '13020042', tries_left: 0 }
      agent.state.sealed = { operations: 12, files: 31, bytes: 28_000_000 }
      await open(given, served.launcher.url, '/')
      await page.getByRole('alert').waitFor()
      await look(page, `${folder}/6-card`)
    }))
})

describe('what can be done about it', () => {
  const zh = VIEWS[0] as View

  it('a full terminal takes no photo, keeps what is typed in hand, and saves it once there is room', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      agent.state.storage = SHORT
      await open(given, served.business.url, `${FORM}/form/evidence`)
      await page.getByRole('button', { name: /拍照/ }).first().click()
      const sheet = page.getByRole('dialog')
      await sheet.getByText('不能再拍照', { exact: false }).waitFor()
      expect(await sheet.locator('video').count()).toBe(0)
      await sheet.getByRole('button', { name: '立即同步' }).click()
      agent.state.storage = { free_bytes: 9_000_000_000, low: false, short: false }
      await agent.tell('state')
      await sheet.locator('video').waitFor()
      await sheet.getByRole('button', { name: '关闭' }).click()

      agent.state.storage = SHORT
      agent.fail(`/orders/${orderId(0)}/stages`, FULL)
      await agent.tell('state')
      await open(given, served.business.url, `${FORM}/form/meter`)
      await page.getByRole('textbox', { name: '电能表资产编号' }).fill('3130001000001234567886')
      await page.getByRole('alert').getByText('刚填的还没存下', { exact: false }).waitFor()
      agent.heal()
      agent.state.storage = LOW
      await agent.tell('state')
      await expect
        .poll(() => agent.detail(orderId(0)).drafts[stageId(0)]?.['asset_no'], { timeout: 5_000 })
        .toBe('3130001000001234567886')
      await page.getByRole('alert').waitFor({ state: 'detached' })
    }))

  it('leads from the photo to what waits to be sent', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      agent.state.storage = SHORT
      await open(given, served.business.url, `/orders/${orderId(0)}`)
      await page.getByRole('button', { name: '看看哪些没上传' }).click()
      await page.waitForURL((url) => url.href.startsWith(served.launcher.url) && url.hash === '#/outbox')
    }))

  it('goes on by itself once the card is unlocked', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      agent.state.locked = true
      agent.state.card = { name: '张伟', staff_no: '13020042', tries_left: 0 }
      await open(given, served.launcher.url, '/')
      await page.getByText('卡已锁定').waitFor()
      await page.getByText('提交的内容都已上传').waitFor()
      agent.state.card = { name: '张伟', staff_no: '13020042', tries_left: 5 }
      await agent.tell('state')
      await page.getByRole('group', { name: 'PIN 键盘' }).waitFor()
    }))
})
