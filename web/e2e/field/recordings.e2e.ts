/** Voice notes and videos: recorded with Chromium's made-up microphone and camera, kept piece by piece. */

import type { FormValues, Recording } from '@ronghe/forms'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { look } from '../support/look'
import { EXAMPLES, without } from './bundle'
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

const FORM = `/orders/${orderId(0)}/stages/${stageId(0)}`
const zh = VIEWS[0] as View

const room = (view: View, story: (room: Room) => Promise<void>, provokes?: RegExp) =>
  inRoom(browser, served, { device: view.device, ...(provokes ? { provokes } : {}) }, async (given) => {
    given.agent.state.appearance = view.appearance
    given.agent.orders[0] = order(0, {
      earlier: { element: 'acceptance', state: 'submitted', values: EXAMPLES.valid.acceptance },
      stage: { element: 'install_energise', state: 'in_progress' },
      drafts: without(EXAMPLES.valid.install_energise, 'customer_signature'),
    })
    await story(given)
  })

async function open(page: Page, at: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(at)}`)
}

const drafts = ({ agent }: Room): FormValues => agent.detail(orderId(0)).drafts[stageId(0)] ?? {}
const notes = (room: Room) => drafts(room)['voice_note'] as Recording[] | undefined
const pieces = ({ agent }: Room) => agent.calls.filter((call) => call.endsWith('/pieces')).length

async function stopAfter(given: Room, count: number, stop: string): Promise<void> {
  const before = pieces(given)
  await expect.poll(() => pieces(given) - before, { timeout: 15_000 }).toBeGreaterThanOrEqual(count)
  await given.page.getByRole('dialog').getByRole('button', { name: stop }).click()
}

/** The system, or the worker, keeps the devices back. */
async function withoutDevices(page: Page, fault: string): Promise<void> {
  await page.addInitScript((name) => {
    // An empty page has none at all.
    if ('mediaDevices' in navigator) navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('kept back', name))
  }, fault)
}

const WORDS = {
  zh: {
    record: '录音', start: '开始', stop: '停止', use: '用这段', film: '录像', refuses: '客户拒签', keep: '保留这一段', running: '正在录',
    reason: '拒签原因', onVideo: '录像', denied: '没有麦克风权限',
  },
  en: {
    record: 'Record voice', start: 'Start', stop: 'Stop', use: 'Use this one', film: 'Record video', refuses: 'Customer refuses',
    keep: 'Keep it', running: 'Recording', reason: 'Reason for refusing', onVideo: 'Video', denied: 'No permission for the microphone',
  },
}

describe.each([...USUAL_VIEWS, VIEWS[2] as View])('recordings can be made: $name', (view) => {
  const folder = `business/${view.name}/recording`
  const words = WORDS[view.appearance.language]

  it('a voice note and a refusal on video', () =>
    room(view, async (given) => {
      const { page } = given
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: words.record }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: words.start }).and(page.locator(':enabled')).click()
      await dialog.getByText(words.running, { exact: true }).waitFor()
      await expect.poll(() => pieces(given), { timeout: 15_000 }).toBeGreaterThanOrEqual(2)
      await look(page, `${folder}/1-voice`)
      await dialog.getByRole('button', { name: words.stop }).click()
      await dialog.getByRole('button', { name: words.use }).waitFor()
      await look(page, `${folder}/2-voice-kept`)
      await dialog.getByRole('button', { name: words.use }).click()
      await page.getByRole('button', { name: words.refuses }).click()
      await page.getByLabel(words.reason).fill('不认可装表位置')
      await page.getByRole('radio', { name: words.onVideo }).click()
      await page.getByRole('button', { name: words.film }).scrollIntoViewIfNeeded()
      await look(page, `${folder}/3-form`)
      await page.getByRole('button', { name: words.film }).click()
      await dialog.getByRole('button', { name: words.start }).and(page.locator(':enabled')).click()
      await dialog.getByText(words.running, { exact: true }).waitFor()
      await look(page, `${folder}/4-video`)
      await stopAfter(given, 2, words.stop)
      await dialog.getByRole('button', { name: words.use }).waitFor()
      await look(page, `${folder}/5-video-kept`)
      await dialog.getByRole('button', { name: words.use }).click()
      await dialog.waitFor({ state: 'detached' })
      await look(page, `${folder}/6-refused`)
    }))

  it('without a microphone, and what was cut off', () =>
    room(view, async (given) => {
      const { agent, page } = given
      agent.detail(orderId(0)).cut_off = [
        { attachment_id: '0197f2a0-0000-7000-8000-0000000000cc', stage: stageId(0), field: 'voice_note', mime: 'audio/webm', begun_at: EXAMPLES.now - 600_000_000, bytes: 61_234 },
      ]
      await withoutDevices(page, 'NotAllowedError')
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: words.keep }).scrollIntoViewIfNeeded()
      await look(page, `${folder}/7-cut-off`)
      await page.getByRole('button', { name: words.record }).click()
      await page.getByText(words.denied).waitFor()
      await look(page, `${folder}/8-denied`)
    }))
})

describe('what recordings do', () => {
  it('keeps a voice note while it is spoken, plays it, and records it again in its place', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(page, `${FORM}/form/signature`)
      const dialog = page.getByRole('dialog')
      const record = async () => {
        const start = dialog.getByRole('button', { name: '开始' }).and(page.locator(':enabled'))
        await expect.poll(async () => (await start.boundingBox())?.height ?? 0).toBeGreaterThanOrEqual(56)
        await start.click()
        await dialog.getByRole('timer').waitFor()
        await dialog.getByText(/还可录 5\d 秒/).waitFor()
        await stopAfter(given, 3, '停止')
        await dialog.getByRole('button', { name: '播放' }).click()
        await dialog.getByRole('button', { name: '暂停' }).waitFor()
        await dialog.getByRole('button', { name: '用这段' }).click()
        await dialog.waitFor({ state: 'detached' })
      }
      await page.getByRole('button', { name: '录音' }).click()
      await record()
      const [first] = notes(given) ?? []
      expect(first?.mime).toBe('audio/webm')
      const card = page.getByRole('article', { name: '第 1 段' })
      await card.getByText('0:06').first().waitFor()
      await card.getByRole('button', { name: '重录第 1 段' }).click()
      await record()
      await expect.poll(() => notes(given)?.length).toBe(1)
      expect(notes(given)?.[0]?.attachment_id).not.toBe(first?.attachment_id)
      await page.getByRole('button', { name: '删除第 1 段' }).click()
      await expect.poll(() => page.getByRole('article').count()).toBe(0)
    }))

  it('loses nothing when the page is loaded again in the middle', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '录音' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '开始' }).and(page.locator(':enabled')).click()
      await expect.poll(() => pieces(given), { timeout: 15_000 }).toBeGreaterThanOrEqual(2)
      const bytes = agent.detail(orderId(0)).cut_off?.[0]?.bytes ?? 0
      await open(page, `${FORM}/form/signature`)
      await page.getByText(/的录制中断了, 已存/).waitFor()
      await page.getByRole('button', { name: '保留这一段' }).click()
      await page.getByRole('article', { name: '第 1 段' }).waitFor()
      expect(notes(given)?.[0]?.size).toBeGreaterThanOrEqual(bytes)
      expect(await page.getByText(/的录制中断了/).count()).toBe(0)
    }))

  it('stops where the terminal takes no more, and keeps what there is', () =>
    room(
      zh,
      async (given) => {
        const { agent, page } = given
        agent.recordingBytesMax = 2_500
        await open(page, `${FORM}/form/signature`)
        await page.getByRole('button', { name: '录音' }).click()
        await page.getByRole('dialog').getByRole('button', { name: '开始' }).and(page.locator(':enabled')).click()
        await page.getByText('已录满, 后面的没有录上').waitFor({ timeout: 15_000 })
        await page.getByRole('button', { name: '用这段' }).click()
        expect(notes(given)?.[0]?.size).toBeLessThanOrEqual(2_500)
      },
      /Failed to load resource/,
    ))

  it('a volume key starts and stops, and a form that is full on storage says so before it begins', () =>
    room(zh, async (given) => {
      const { agent, page } = given
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '录音' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: '开始' }).and(page.locator(':enabled')).waitFor()
      const press = () => page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'AudioVolumeUp' })))
      await press()
      await expect.poll(() => pieces(given), { timeout: 15_000 }).toBeGreaterThanOrEqual(1)
      await press()
      await dialog.getByRole('button', { name: '用这段' }).click()
      await page.getByRole('article', { name: '第 1 段' }).waitFor()
      agent.state.storage = { free_bytes: 40_000_000, low: true, short: true }
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '录音' }).click()
      await dialog.getByText('不能再拍照、录制', { exact: false }).waitFor()
      expect(await dialog.getByRole('button', { name: '开始' }).count()).toBe(0)
    }))

  it('closing in the middle stops and keeps', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '录音' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '开始' }).and(page.locator(':enabled')).click()
      await expect.poll(() => pieces(given), { timeout: 15_000 }).toBeGreaterThanOrEqual(2)
      await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
      await page.getByRole('article', { name: '第 1 段' }).waitFor()
      expect(notes(given)).toHaveLength(1)
    }))

  it('a refusal on video stands where the signature would, and passes the review', () =>
    room(zh, async (given) => {
      const { page } = given
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '客户拒签' }).click()
      await page.getByLabel('拒签原因').fill('不认可装表位置')
      await page.getByRole('radio', { name: '录像' }).click()
      await page.getByRole('button', { name: '录像' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '开始' }).and(page.locator(':enabled')).click()
      await stopAfter(given, 2, '停止')
      await page.getByRole('button', { name: '用这段' }).click()
      await expect.poll(() => drafts(given)['customer_signature']).toMatchObject({
        refused: true,
        reason: '不认可装表位置',
        video: { mime: 'video/webm', duration_ms: 6_400 },
      })
      await page.getByRole('button', { name: '去检查' }).click()
      await page.getByText('全部填好, 可以提交').waitFor()
      await page.getByText('客户拒签: 不认可装表位置 · 1 段录像, 共 0:06').waitFor()
    }))

  it('says why there is no microphone, and tries again', () =>
    room(zh, async (given) => {
      const { page } = given
      await withoutDevices(page, 'NotFoundError')
      await open(page, `${FORM}/form/signature`)
      await page.getByRole('button', { name: '录音' }).click()
      await page.getByText('找不到麦克风').waitFor()
      await page.getByRole('button', { name: '再试一次' }).click()
      await page.getByText('找不到麦克风').waitFor()
      expect(pieces(given)).toBe(0)
    }))
})
