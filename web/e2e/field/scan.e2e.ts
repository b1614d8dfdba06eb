import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { filmOf } from '../support/film'
import { label, type LabelKind } from '../support/labels'
import { look } from '../support/look'
import { EXAMPLES, without } from './bundle'
import { order, orderId, stageId } from './orders'
import { inRoom, serveFieldPages, type FieldPages, type Room } from './rooms'
import { USUAL_VIEWS, VIEWS, type View } from './views'

let served: FieldPages

beforeAll(async () => {
  served = await serveFieldPages()
})

afterAll(async () => {
  await served?.launcher.close()
  await served?.business.close()
})

const METER = '3130001000001234567893'
const WRONG = `${METER.slice(0, 21)}8`
const PLAIN = VIEWS[0] as View

/** Runs a story in front of a label. */
async function before(
  kind: LabelKind,
  text: string,
  story: (room: Room) => Promise<void>,
  view: View = PLAIN,
): Promise<void> {
  const { film, discard } = await filmOf(label(kind, text))
  let browser: Browser | undefined
  try {
    browser = await launchBrowser({ camera: { film } })
    await inRoom(browser, served, { device: view.device }, (room) => {
      room.agent.state.appearance = view.appearance
      return story(room)
    })
  } finally {
    await browser?.close()
    await discard()
  }
}

/** Opens the question for the meter of an installation whose custody knows `METER`. */
async function askForMeter({ agent, page }: Room): Promise<void> {
  agent.orders[0] = order(0, {
    earlier: { element: 'acceptance', state: 'submitted', values: EXAMPLES.valid.acceptance },
    stage: { element: 'install_energise', state: 'in_progress' },
    drafts: without(EXAMPLES.valid.install_energise, 'asset_no', 'asset_no_source'),
  })
  await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(`/orders/${orderId(0)}/stages/${stageId(0)}/form/meter`)}`)
  const question = page.getByRole('group', { name: /^(电能表资产编号|Asset number of the meter)$/ })
  await question.getByRole('button', { name: /^(扫码|Scan)$/ }).click()
  await page.getByRole('dialog').waitFor()
}

const kept = ({ agent }: Room) => agent.detail(orderId(0)).drafts[stageId(0)]

it.each([
  ['code128', METER],
  ['qrcode', `资产编号:${METER};厂家:华立;2025-03`],
] as const)('the camera reads a %s into the form, marked as scanned', (kind, text) =>
  before(kind, text, async (room) => {
    await askForMeter(room)
    await room.page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => kept(room)?.['asset_no_source'], { timeout: 3_000 }).toBe('scanned')
    expect(kept(room)?.['asset_no']).toBe(METER)
  }))

it.each(USUAL_VIEWS)('the scanner can be used: $name', (view) =>
  before('code128', WRONG, async (room) => {
    await askForMeter(room)
    await room.page.getByRole('dialog').getByRole('alert').waitFor()
    await look(room.page, `scan/${view.name}/wrong`, { within: 'dialog' })
  }, view))

it('a wrong code says what was read and what was expected, and loses nothing', () =>
  before('code128', WRONG, async (room) => {
    const { page } = room
    await askForMeter(room)
    const wrong = page.getByRole('dialog').getByRole('alert')
    await wrong.getByText('3130 0010 0000 1234 5678 98').waitFor()
    await wrong.getByText('前 21 位不变时, 末位应为 3').waitFor()
    await page.getByRole('button', { name: '重新扫' }).click()
    await wrong.waitFor()
    await page.getByLabel('条码内容').click()
    await page.getByLabel('条码内容').pressSequentially(METER.slice(0, 20), { delay: 60 })
    await page.getByText('20/22 位').waitFor()
    await look(page, 'scan/typing')
    await page.getByLabel('条码内容').pressSequentially(METER.slice(20), { delay: 60 })
    await page.getByRole('dialog').getByText('校验位正确').waitFor()
    await page.getByRole('button', { name: '使用此码' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await expect.poll(() => kept(room)?.['asset_no_source'], { timeout: 3_000 }).toBe('typed')
    expect(kept(room)?.['outcome']).toBe(EXAMPLES.valid.install_energise['outcome'])
  }))

it('the scan on the list opens the order of the customer', () =>
  before('qrcode', '0301234567', async ({ agent, page }) => {
    agent.orders = agent.orders.slice(0, 1)
    await page.goto(`${served.launcher.url}#code=once`)
    await page.getByRole('button', { name: '扫码' }).click()
    await page.waitForURL((url) => url.href.startsWith(served.business.url) && url.hash === `#/orders/${orderId(0)}`)
  }))

it('the scan on the list says that nothing of today bears the number', () =>
  before('code128', 'QUITE-ANOTHER-1', async ({ page }) => {
    await page.goto(`${served.launcher.url}#code=once`)
    await page.getByRole('button', { name: '扫码' }).click()
    await page.getByText('今日工单里没有这个编号').waitFor()
    await look(page, 'scan/not-of-today')
  }))
