/**
 * A meter is replaced, in a real browser against the real programs, at meters that are simulated: the form leads to the
 * meter, and what was done there is in the form afterwards without anybody typing it.
 */

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../support/browser'
import { AtMeter } from './atMeter'
import { Company, found, type Account, type Card, type HandedOver, type Replacement, type SimulatedMeter, type Terminal } from './company'
import { Desk } from './desk'
import { Installer } from './installer'
import { Phone } from './phone'
import { drawScene } from './scene'

let browser: Browser
let company: Company
let oldMeter: SimulatedMeter
let newMeter: SimulatedMeter
let order: HandedOver<Replacement>
let terminal: Terminal
let entry: string
let card: Card
let second: Card
let head: Account

beforeAll(async () => {
  company = await Company.found()
  oldMeter = company.meterAt('old-dlt645')
  newMeter = company.meterAt('new-dlt645')
  for (const meter of [oldMeter, newMeter]) await company.startMeter(meter)
  order = company.replacementOf(oldMeter)
  head = company.accountWith('station_head', order.station)
  const installer = company.accountWith('meter_installer', order.station)
  terminal = found(company.record.terminals.find(({ person }) => person === installer.person))
  card = company.cardOf(installer.person)
  second = company.lendSecondCard(terminal)
  await isIssued(installer)
  entry = await company.startTerminal(terminal)
  browser = await launchBrowser({ camera: { film: await drawScene(company.folder, '8888.88') } })
})

afterAll(async () => {
  await browser?.close()
  await company?.close()
})

it('the form leads to the meter, and has its reading when the worker comes back', () =>
  Phone.use(browser, order.data, async (phone) => {
    const installer = new Installer(phone, order.data)
    const atMeter = new AtMeter(phone, oldMeter)
    await phone.page.goto(entry)
    await phone.page.getByText(card.name).waitFor()
    await phone.unlock(card.pin)
    await phone.reads('上次同步')
    await installer.opens()
    await installer.goesThere()
    await installer.readsOldMeter(second, async () => {
      await atMeter.isFor(order.order_no, '旧表')
      await atMeter.takesItsLink()
      await phone.look('meter/01-old-meter')
      await atMeter.does('读数', () => phone.look('meter/02-reading'))
      await phone.look('meter/03-read')
      await atMeter.backToForm()
    })
    await installer.handsIn()
    expect(await kept('old_meter', 'read')).toMatchObject({
      command: 'read', meter: oldMeter.comm_address, outcome: 'done', readings: { tariffs: expect.objectContaining({ length: 4 }) },
    })

    await phone.press('同步')
    await installer.opens()
    await installer.goesThere()
    await installer.swaps(head.name, second)
    await installer.handsIn()
  }))

it('the new meter’s clock is set with leave from the head, and the form has the records', () =>
  Phone.use(browser, order.data, (phone) => Desk.use(browser, company.record.platform.url, async (desk) => {
    await desk.signIn(head)
    const installer = new Installer(phone, order.data)
    const atMeter = new AtMeter(phone, newMeter)
    await phone.page.goto(company.entryOf(terminal))
    await phone.press('同步')
    await installer.opens()
    await installer.goesThere()
    const comes = async () => {
      await atMeter.isFor(order.order_no, '新表')
      await atMeter.takesItsLink()
    }
    await installer.putsInOrder({
      acquire: async () => {
        await comes()
        await atMeter.does('信息获取')
        await phone.reads('快 6 分')
        await phone.look('meter/05-looked-at')
        await atMeter.backToForm()
      },
      clock: async () => {
        await comes()
        await atMeter.asksLeaveFor('对时')
        await phone.look('meter/07-leave-asked')
        await approves(desk, '对时', newMeter)
        await atMeter.hasLeaveFrom(head.name)
        await phone.look('meter/08-leave-given')
        await atMeter.confirms('对时', terminal.business_card.pin, () => phone.look('meter/09-confirm'), () => phone.look('meter/10-commanding'))
        await phone.look('meter/11-clock-set')
        await atMeter.backToForm()
      },
      read: async () => {
        await comes()
        await atMeter.does('读数')
        await atMeter.backToForm()
      },
    })
    await phone.look('meter/13-review')
    await installer.handsIn()
    // Seconds by which its clock was ahead, found and left.
    const of = { meter: newMeter.comm_address, outcome: 'done' }
    const found = expect.closeTo(newMeter.clock_ahead_s, -2) as number
    expect(await kept('new_meter', 'acquire')).toMatchObject({ ...of, after: { clock_offset_s: found } })
    const left = expect.closeTo(0, -1) as number
    expect(await kept('new_meter', 'clock')).toMatchObject({ ...of, command: 'set_clock', after: { clock_offset_s: left } })
    expect(await kept('new_meter', 'start_read')).toMatchObject({ ...of, readings: { total: expect.stringMatching(/^0\.0/) as string } })
  })))

/** The station head gives leave at his desk. */
async function approves(desk: Desk, command: string, { comm_address }: SimulatedMeter): Promise<void> {
  await desk.goTo('计量授权')
  const asked = desk.page.getByRole('article', { name: `${command}，表 ${comm_address}` })
  await asked.getByText(card.name).first().waitFor()
  await desk.look('meter/01-leave-asked')
  await asked.getByRole('button', { name: '批准' }).click()
  const dialog = desk.page.getByRole('dialog')
  await dialog.getByText(`${card.name} 可在有效期内执行一次`, { exact: false }).waitFor()
  await desk.look('meter/02-approve')
  await dialog.getByRole('button', { name: '批准' }).click()
  await desk.reads(`已处理：${command}，表 ${comm_address}`)
}

/** What the platform has of a field that nobody typed. */
async function kept(element: string, field: string): Promise<unknown> {
  const { order: now } = await (await company.signIn(head)).order(order.order)
  const values = found(Object.values(now.stages).find((stage) => stage.element === element)).values
  return (values as Record<string, unknown>)[field]
}

/** What comes before: it is planned, the customer is told, and the new meter is handed to the installer. */
async function isIssued(installer: Account): Promise<void> {
  const { data } = order
  const customer = { customer_no: data.customer_no, customer_name: data.applicant.name, service_address: data.address }
  const [asset_no] = found(Object.entries(data.meters)[0])
  const now = () => Date.now() * 1_000
  const manager = await managerOf(order)
  const clerk = await company.signIn(company.accountWith('back_office_clerk', order.station))
  await clerk.perform(order.order, 'plan', {
    ...customer, ...data.replacement, old_asset_no: data.old_meter.asset_no, outcome: 'planned_urgent', spare_ready: true,
  }, manager.person)
  await (await company.signIn(manager)).perform(order.order, 'notify', {
    ...customer, mobile: data.applicant.mobile, outcome: 'notified', channel: 'phone', notified_at: now(),
    visit_date: data.replacement.planned_date, visit_period: 'afternoon',
  }, installer.person)
  await (await company.signIn(installer)).perform(order.order, 'meter_issue', {
    outcome: 'issued', issue_slip_no: 'LL-260117', storekeeper_name: '诸葛秀英', issued_at: now(), asset_no, asset_no_source: 'scanned',
  }, installer.person)
}

/** The area manager in whose grid it is. */
async function managerOf({ order: id, station }: HandedOver<Replacement>): Promise<Account> {
  const managers = company.record.accounts.filter(({ roles, station: at }) => roles.includes('area_manager') && at === station)
  for (const manager of managers) {
    const orders = await (await company.signIn(manager)).orders()
    if (orders.some(({ order: each }) => each === id)) return manager
  }
  throw new Error('nobody has the grid of this order')
}
