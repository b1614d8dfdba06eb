import type { OrderDetail } from '@ronghe/field'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { look } from '../support/look'
import { DRAWINGS_BUNDLE, EXAMPLES } from './bundle'
import { order, orderId } from './orders'
import { inRoom, serveFieldPages, type FieldPages, type Room } from './rooms'
import { USUAL_VIEWS, type View } from './views'

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

const SHEETS = [1, 2, 3].map((n) => `0197f2a0-0000-7000-8000-00000000d00${n}`)

/** A review whose stage before sent three sheets of a drawing along. */
function review(): OrderDetail {
  const sheet = (attachment_id: string) =>
    ({ attachment_id, sha256: 'ab'.repeat(32), size: 812_000, mime: 'image/jpeg', taken_at: EXAMPLES.now })
  const detail = order(0, {
    earlier: {
      element: 'design_submission',
      form: 'design_submission',
      name: '设计文件报送',
      state: 'submitted',
      values: { outcome: 'submitted', drawing_photos: SHEETS.map(sheet) },
    },
    stage: { element: 'design_review', form: 'design_review', name: '设计审核', state: 'in_progress' },
  })
  return { ...detail, bundle: DRAWINGS_BUNDLE }
}

const room = (view: View, story: (room: Room) => Promise<void>) =>
  inRoom(browser, served, { device: view.device, provokes: /404/ }, (given) => {
    given.agent.state.appearance = view.appearance
    given.agent.orders = [review()]
    return story(given)
  })

describe.each(USUAL_VIEWS)('drawings of the stage before open without a network: $name', (view) => {
  it('small ones, one in full and large, the next, and one that has not come yet', () =>
    room(view, async ({ agent, page }) => {
      const missing = SHEETS[2] ?? ''
      agent.fail(`/attachments/${missing}`, { type: 'about:blank', title: '', status: 404, code: 'not-found' } as never)
      await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(`/orders/${orderId(0)}`)}`)
      await page.locator('summary').first().click()
      const sheets = page.getByRole('button', { name: /设计图纸|drawings/i })
      await sheets.first().scrollIntoViewIfNeeded()
      await page.getByText(/尚未下载到本终端|Not on this terminal yet/).waitFor()
      expect(await sheets.count()).toBe(2)
      await look(page, `travelling/${view.name}/1-small`)
      await sheets.first().click()
      const sheet = page.getByRole('dialog')
      await sheet.getByRole('button', { name: /放大|Larger/ }).click()
      const picture = sheet.getByRole('img')
      const [wide, window] = [await picture.evaluate((img) => img.clientWidth), view.device.width]
      expect(wide).toBeGreaterThan(window * 2)
      await sheet.getByRole('button', { name: /下一张|next/i }).click()
      await sheet.getByRole('heading', { name: /第 2 张|2 of 3/ }).waitFor()
      await look(page, `travelling/${view.name}/2-in-full`, { within: 'dialog' })
    }))
})
