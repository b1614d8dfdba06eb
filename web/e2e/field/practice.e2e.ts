/** Practice: the same pages under a band that nobody overlooks, and nothing left of it afterwards. */

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { look } from '../support/look'
import { PIN } from './mockAgent'
import { orderId, stageId } from './orders'
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
  inRoom(browser, served, { device: view.device }, (given) => {
    given.agent.state.appearance = view.appearance
    return story(given)
  })

async function open(page: Page, app: 'launcher' | 'business', at = '/'): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served[app].url}#code=once&at=${encodeURIComponent(at)}`)
}

const WORDS = {
  zh: { offer: '不用卡, 先练习', band: '练习 · 不会上传', end: '结束练习', stay: '继续练习', me: '我的', submit: '提交', finished: '练习完成', take: /拍照/ },
  en: { offer: 'Practise without a card', band: 'Practice · nothing is uploaded', end: 'End practice', stay: 'Go on', me: 'Me', submit: 'Submit', finished: 'Practice finished', take: /Take photo|Retake/ },
}

describe.each([...USUAL_VIEWS, VIEWS[2] as View])('practice is not to be taken for work: $name', (view) => {
  const folder = `practice/${view.name}`
  const words = WORDS[view.appearance.language]

  it('every page carries the band', () =>
    room(view, async (given) => {
      const { agent, page } = given
      agent.state.locked = true
      await open(page, 'launcher')
      await page.getByRole('button', { name: words.offer }).scrollIntoViewIfNeeded()
      await look(page, `${folder}/1-unlock`)
      await page.getByRole('button', { name: words.offer }).click()
      const band = page.getByRole('complementary', { name: words.band })
      await band.waitFor()
      await page.getByRole('link').first().waitFor()
      await look(page, `${folder}/2-today`)
      await page.getByRole('link', { name: words.me }).click()
      await look(page, `${folder}/3-me`)
      await open(page, 'business', `/orders/${orderId(0)}`)
      await band.waitFor()
      await look(page, `${folder}/4-order`)
      await open(page, 'business', `/orders/${orderId(0)}/stages/${stageId(0)}/form/evidence`)
      await page.getByRole('button', { name: words.take }).first().click()
      await page.getByRole('dialog').getByText(words.band).waitFor()
      await look(page, `${folder}/5-camera`)
      await open(page, 'business', `/orders/${orderId(0)}/stages/${stageId(0)}/hand-over`)
      await page.getByRole('button', { name: words.submit }).click()
      await page.getByText(words.finished).waitFor()
      await look(page, `${folder}/6-finished`)
      await band.getByRole('button', { name: words.end }).click()
      await look(page, `${folder}/7-sure`)
    }))
})

describe('what practice does', () => {
  const zh = VIEWS[0] as View

  it('begins without a card, ends with a second tap, and what was begun at work is still there', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      delete agent.state.card
      agent.state.locked = true
      const mine = agent.orders.map((each) => each.order.order_no)
      await open(page, 'launcher')
      await page.getByRole('button', { name: '不用卡, 先练习' }).click()
      const band = page.getByRole('complementary', { name: '练习 · 不会上传' })
      await expect.poll(async () => (await band.getByRole('button').first().boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(56)
      await page.getByText('练习中, 不上传').waitFor()
      expect(await page.getByText('全部已上传').count()).toBe(0)
      await band.getByRole('button', { name: '结束练习' }).click()
      await band.getByText('结束后练习内容会清除').waitFor()
      await band.getByRole('button', { name: '继续练习' }).click()
      await band.getByRole('button', { name: '结束练习' }).click()
      await band.getByRole('button', { name: '结束练习' }).click()
      await page.getByText('请插入操作员卡').waitFor()
      expect(await page.getByText('练习 · 不会上传').count()).toBe(0)
      expect(agent.orders.map((each) => each.order.order_no)).toEqual(mine)
      expect(agent.calls.filter((call) => call.endsWith('/practice'))).toEqual(['POST /practice', 'DELETE /practice'])
    }))

  it('from the own page: the work is locked first, and the PIN brings it back', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(page, 'launcher', '/me')
      await page.getByRole('button', { name: '开始练习' }).click()
      await page.getByRole('heading', { name: '练习人员' }).waitFor()
      await page.getByRole('main').getByRole('button', { name: '结束练习' }).click()
      await page.getByRole('group', { name: 'PIN 键盘' }).waitFor()
      await page.keyboard.type(PIN)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '张伟' }).waitFor()
    }))
})
