/**
 * The worker's and the station head's day in a real browser against the real programs: platform, marketing system and
 * terminal, founded by `ronghe demo`. Needs built pages (`npm run build`) and programs (`cargo build --bins`).
 */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { Company, found, type Account, type Card, type HandedOver, type Terminal } from './company'
import { Desk } from './desk'
import { Phone } from './phone'
import { drawScene } from './scene'
import { StageForm } from './stageForm'
import type { WeakLink } from './weakLink'
import { kilowattHours, Worker } from './worker'

let browser: Browser
let company: Company
let terminal: Terminal
let link: WeakLink
let entry: string
let card: Card
let second: Card
let head: Account
let clerk: Account
/** The order that the stories are about. */
let order: HandedOver
/** Another one of the same worker's, and the colleague who gets it. */
let other: HandedOver
let deputy: Card

beforeAll(async () => {
  company = await Company.found()
  terminal = found(company.record.terminals[0])
  link = await company.weaken(terminal)
  entry = await company.startTerminal(terminal)
  card = company.cardOf(terminal.person)
  second = company.secondCardIn(terminal)
  const station = company.record.orders[0]?.station ?? null
  head = company.accountWith('station_head', station)
  clerk = company.accountWith('back_office_clerk', station)
  const his = await ordersOf(terminal.person)
  order = found(his[0])
  other = found(his[1])
  deputy = company.cardOf(found(company.record.terminals[1]).person)
  browser = await launchBrowser({ camera: { film: await drawScene(company.folder, kilowattHours(startOf(order)).padStart(7, '0')) } })
})

afterAll(async () => {
  await browser?.close()
  await company?.close()
  link?.break()
})

it('a worker does two stages in one visit without a network, while his phone fails him, and loses nothing', () =>
  Phone.use(browser, order.data, async (phone) => {
    const worker = new Worker(phone, order.data)
    await phone.page.goto(entry)
    await phone.page.getByText(card.name).waitFor()
    await phone.look('01-unlock')
    await phone.unlock(card.pin)
    await phone.reads('上次同步')
    await phone.look('02-today')
    await phone.showInReadme('field-zh')

    // From here on the terminal has no network.
    link.break()
    await worker.opens()
    await phone.look('03-order')
    await worker.goesThere()
    await worker.accepts(tomorrow(), async (form) => {
      await phone.breakLink()
      await form.type('申请容量', '5.5')
      await form.isNotKept()
      await phone.look('06-link-broken')
      await phone.mendLink()
      await form.isKept()
      await phone.reload()
      await phone.unlock(card.pin)
      expect(await form.valueOf('申请容量')).toBe('5.5')
      await form.field('供电电压').getByRole('radio', { name: '220 V 单相', checked: true }).waitFor()
    })
    await phone.look('10-review')
    await worker.submits()
    await phone.page.getByRole('radio', { name: /一次办完/, checked: true }).waitFor()
    await phone.look('11-hand-over')
    await phone.press('提交')
    await phone.reads('已保存在本机')
    await phone.press('继续办理: 装表送电')

    await worker.goesThere()
    await worker.installs(head.name, second, async (form) => {
      await form.isKept()
      await company.killTerminal(terminal)
      await form.type('通信地址', found(Object.values(order.data.meters)[0]).comm_address.slice(0, -1))
      await form.isNotKept()
      await form.type('通信地址', found(Object.values(order.data.meters)[0]).comm_address)
      await company.startTerminal(terminal)
      await phone.unlock(card.pin)
      await form.isKept()
      expect(await form.valueOf('通信地址')).toBe(found(Object.values(order.data.meters)[0]).comm_address)
    })
    await phone.look('17-review')
    await worker.submits()
    await phone.page.getByRole('radio', { name: new RegExp(clerk.name) }).check()
    await phone.press('提交')
    await phone.reads('有网络时自动上传, 可以关屏或离开')
    await phone.look('18-done')
    await phone.press('回到主屏')

    await phone.goTo('待传')
    await phone.page.getByRole('article').nth(OPERATIONS.length - 1).waitFor()
    await expect.poll(() => phone.page.getByRole('article').count()).toBe(OPERATIONS.length)
    await phone.bar.getByText(`${OPERATIONS.length} 项未上传`).waitFor()
    await phone.bar.getByText('网络: 无').waitFor()
    await phone.look('19-outbox')

    // The network returns, and breaks once more in the middle of the photos.
    await link.mend()
    await phone.goTo('今日')
    await phone.press('同步')
    await phone.goTo('待传')
    await phone.bar.getByText(/[1-9]\d?\s*%/).waitFor()
    await phone.bar.getByText('网络: 弱').waitFor()
    await phone.look('20-uploading')
    link.break()
    await phone.goTo('今日')
    await phone.press('同步')
    await phone.bar.getByText('网络: 无').waitFor()
    await phone.bar.getByText('个文件').waitFor()
    await phone.look('21-broken-off')
    await link.mend()
    await phone.goTo('今日')
    await phone.press('同步')
    await phone.goTo('待传')
    await phone.reads('没有待上传的内容')
    await phone.bar.getByText('全部已上传').waitFor()
    await phone.look('22-all-sent')

    await phone.goTo('我的')
    await phone.look('23-me')
    await phone.page.getByRole('radio', { name: 'English' }).check()
    await phone.page.getByRole('navigation').getByRole('link', { name: 'Today' }).click()
    await phone.reads(/^Last sync: /)
    await phone.look('24-today-en')
    await phone.showInReadme('field-en')
    await phone.page.getByRole('button').filter({ hasText: other.data.address }).click()
    await phone.page.getByRole('contentinfo').getByRole('button', { name: 'Sign in' }).waitFor()
    await phone.look('25-order-en')
  }))

it('the platform has each of his steps once, and every file whole', async () => {
  const platform = await company.signIn(head)
  await expect.poll(async () => (await platform.order(order.order)).evidence_missing, { timeout: 60_000 }).toBe(0)
  const file = await platform.order(order.order)
  const done = file.operations.map(({ operation, outcome }) => `${operation.kind} ${outcome.result}`)
  expect(done).toEqual(OPERATIONS.map((kind) => `${kind} applied`))
  expect(file.story_verifies).toBe(true)
  expect(file.items).toEqual([])
  expect(file.evidence.map(({ state }) => state)).toEqual(Array(9).fill('complete'))
  expect(file.evidence.filter(({ mime }) => mime === 'audio/webm')).toHaveLength(1)
  const stages = Object.values(file.order.stages).sort((one, other) => one.place - other.place)
  expect(stages.map(({ element, state }) => `${element} ${state}`)).toEqual([
    'acceptance submitted', 'install_energise submitted', 'archive dispatched',
  ])
  expect(stages[0]?.values).toMatchObject({ requested_capacity_w: 5_500, outcome: 'proceed' })
  expect(stages[1]?.values).toMatchObject({ asset_no: Object.keys(order.data.meters)[0], asset_no_source: 'scanned' })
})

it('the station head sees what the worker did, and gives another order to a colleague', () =>
  Desk.use(browser, company.record.platform.url, async (desk) => {
    const { page } = desk
    await desk.signIn(head)
    await page.locator('canvas').first().waitFor()
    await desk.look('01-today')
    await desk.goTo('工单')
    await page.getByText('看板', { exact: true }).click()
    const onBoard = page.getByRole('article').filter({ has: page.locator(`a[href$="${order.order}"]`) })
    await onBoard.filter({ hasText: clerk.name }).getByText('待签收').waitFor()
    await desk.look('02-board')
    await desk.opens(order)
    await desk.part('经过').getByText('记录链完整').waitFor()
    await expect.poll(() => desk.part('经过').getByText(/^提交 (业务受理|装表送电)$/).count()).toBe(2)
    await desk.part('环节与表单').getByText('231.5').waitFor()
    await desk.seesPictures(8)
    await page.locator('.token').filter({ hasText: clerk.name }).waitFor()
    await desk.look('03-order')
    await desk.showInReadme('console-zh')
    await page.getByRole('button', { name: '表计正面' }).click()
    await page.getByRole('dialog').locator('[role=region][aria-busy=false] .maplibregl-marker').waitFor()
    await desk.look('04-photo')
    await page.keyboard.press('Escape')
    // A signature is seen by who says why.
    await page.getByRole('button', { name: '客户签字' }).first().click()
    await page.getByRole('dialog').getByLabel('原因').fill('核对客户签字')
    await page.getByRole('dialog').getByRole('button', { name: '查看完整信息' }).click()
    await page.getByText('完整显示, 5 分钟后隐藏').waitFor()
    await page.getByRole('button', { name: '客户签字' }).first().click()
    await page.getByRole('dialog').getByText('校验一致').waitFor()
    await desk.look('05-signature')
    await page.keyboard.press('Escape')
    await desk.readsIn('en')
    await desk.part('Story').getByText('Chain verified').waitFor()
    await page.locator('.token').first().waitFor()
    await desk.look('06-order-en')
    await desk.showInReadme('console-en')
    await desk.readsIn('zh')

    await desk.goTo('工单')
    await desk.opens(other)
    await desk.press('转派: 业务受理')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: `选择 ${deputy.name}` }).check()
    await dialog.getByLabel('转派原因 (原承办人会看到)').fill(REASON)
    await desk.look('07-reassign')
    await dialog.getByRole('button', { name: '转派', exact: true }).click()
    await desk.reads('已派出 1 个环节')
    await desk.part('经过').getByText(REASON).waitFor()
    await desk.part('经过').getByText(`给 ${card.name}`).waitFor()
    const { order: now } = await (await company.signIn(head)).order(other.order)
    expect(Object.values(now.stages).map(({ assignee, generation }) => [assignee, generation])).toEqual([[deputy.person, 2]])
  }))

it('the clerk archives the order at his desk, and the marketing system gets its result once', () =>
  Desk.use(browser, company.record.platform.url, async (desk) => {
    const { page } = desk
    await desk.signIn(clerk)
    await desk.goTo('工单')
    await desk.opens(order)
    await desk.press('办理: 归档')
    const form = new StageForm(page)
    await form.choose('首次远程采集', '成功')
    await form.field('采集时间').getByRole('button', { name: '现在' }).click()
    await form.type('采集示数（总）', kilowattHours(startOf(order) - 1))
    for (const done of ['户变关系已推送营配贯通', '资料与照片已审核', '证件照片已脱敏']) await form.choose(done, '是')
    await form.choose('回访结果', '已回访')
    await form.choose('满意度', '5 非常满意')
    await desk.press('提交')
    await page.getByRole('form', { name: '归档' }).getByRole('alert').getByText('1 项要填写或改正').waitFor()
    await desk.look('08-archive-corrected')
    await form.type('采集示数（总）', kilowattHours(startOf(order) + 31))
    await desk.press('提交')
    await desk.reads('已提交: 归档')
    await expect.poll(async () => (await company.atMarketing(order.order_no)).result?.copies, { timeout: 60_000 }).toBe(1)
    await page.reload()
    await desk.part('经过').getByText('工单归档').waitFor()
    await page.locator('.token, .djs-shape').first().waitFor()
    await desk.look('09-archived')

    // On paper: every file, and every entry of the story, is computed again from what the platform gives.
    await desk.press('案卷')
    await page.getByRole('status').getByText(/^核对完毕; 有 \d 份凭证没有核对/).waitFor()
    await desk.press('查看完整信息')
    const why = page.getByRole('dialog')
    await why.getByLabel('原因').fill('归档留存')
    await why.getByRole('button', { name: '查看完整信息' }).click()
    await page.getByRole('status').getByText('核对完毕, 可以打印').waitFor()
    await desk.part('核对结果').getByText('全部现场凭证和记录链核对一致').waitFor()
    await desk.look('10-case-file')
  }))

it('the order is archived as the worker and the clerk left it, and every file is in the result', async () => {
  const file = await (await company.signIn(head)).order(order.order)
  expect(file.order.state).toBe('archived')
  const closed = Object.values(file.order.stages).map(({ element, state }) => `${element} ${state}`)
  expect(closed.sort()).toEqual(['acceptance submitted', 'archive submitted', 'install_energise submitted'])
  expect(file.story.filter(({ kind }) => kind === 'performed')).toHaveLength(1)
  const { result } = await company.atMarketing(order.order_no)
  const hashes = (files: { sha256: string }[]) => files.map(({ sha256 }) => sha256).sort()
  expect(hashes(result?.evidence ?? [])).toEqual(hashes(file.evidence))
})

it('whoever had the order is told why it went to somebody else', async () => {
  const entry = company.entryOf(terminal)
  await Phone.use(browser, other.data, async (phone) => {
    await phone.page.goto(entry)
    await phone.page.getByRole('navigation', { name: 'Main pages' }).getByRole('link', { name: 'Notices' }).click()
    await phone.page.getByRole('article').filter({ hasText: REASON }).getByText(deputy.name).waitFor()
    await phone.look('26-told-en')
    await phone.page.getByRole('link', { name: 'Today' }).click()
    await phone.page.getByRole('button').filter({ hasText: other.data.address }).waitFor({ state: 'detached' })
  })
})

/** What waits for a worker, as it was handed over. */
async function ordersOf(person: string): Promise<HandedOver[]> {
  const platform = await company.signIn(head)
  const lines = await platform.orders()
  const isHis = ({ order }: HandedOver) =>
    lines.some((line) => line.order === order && line.stages.some(({ assignee }) => assignee === person))
  return company.record.orders.filter(isHis)
}

function startOf({ data }: HandedOver): number {
  return found(Object.values(data.meters)[0]).start_reading_total_ckwh
}

/** The day after today in the company's time: "2026-11-27". */
function tomorrow(): string {
  const day = new Date(Date.now() + 24 * 60 * 60_000)
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(day)
}

const REASON = '原承办人今天去了另一个村'
/** What the worker does on the order, in this order: both stages, five steps each. */
const OPERATIONS = [1, 2].flatMap(() => ['sign_in', 'set_out', 'arrive', 'begin', 'submit'])
