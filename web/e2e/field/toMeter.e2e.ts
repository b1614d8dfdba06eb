import type { Appearance } from '@ronghe/field'
import type { MeterWork } from '@ronghe/forms'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, type Device } from '../support/browser'
import { look } from '../support/look'
import type { Served } from '../support/serve'
import { waysOf } from '../support/ways'
import { EXAMPLES } from './bundle'
import { DOUBTFUL_METER, METER, NEW_ASSET, NEW_METER, OFF, ON, readout, replacementOrder, stopOrder } from './mockMetering'
import { orderId, stageId } from './orders'
import { inRoom, serveFormAndMeter, type Room } from './rooms'

let browser: Browser
let served: { business: Served; metering: Served }

beforeAll(async () => {
  served = await serveFormAndMeter()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await served?.business.close()
  await served?.metering.close()
})

interface Way {
  name: string
  device: Device
  appearance: Appearance
}

const SMALL: Device = { width: 360, height: 800, hasTouch: true }
const LARGE: Device = { width: 412, height: 915, hasTouch: true }
const PLAIN: Appearance = { theme: 'outdoor', language: 'zh', text_percent: 100 }
const WAYS: Way[] = [
  { name: 'zh-360', device: SMALL, appearance: PLAIN },
  { name: 'en-130-360', device: SMALL, appearance: { ...PLAIN, language: 'en', text_percent: 130 } },
  { name: 'en-412', device: LARGE, appearance: { ...PLAIN, language: 'en' } },
  { name: 'night-412', device: LARGE, appearance: { ...PLAIN, theme: 'night' } },
]
const USUAL = waysOf(WAYS, ['zh-360', 'en-130-360', 'en-412'])

const [STOP, STOP_STAGE] = [orderId(8), stageId(8)]
const [REPLACEMENT, NEW_METER_STAGE] = [orderId(7), stageId(7)]

const room = (story: (room: Room) => Promise<void>, way: Way = WAYS[0] as Way) =>
  inRoom(browser, served, { device: way.device, provokes: STRANGER }, (given) => {
    given.agent.state.appearance = way.appearance
    given.agent.orders = [stopOrder(), replacementOrder()]
    given.agent.metering.state.business_card.is_open = true
    return story(given)
  })

/** The terminal does not know a meter that nobody has been at. */
const STRANGER = /Failed to load resource.*404/

/** A group of a stage's form, as the worker has it before him. */
async function openForm({ page }: Room, order: string, stage: string, group: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.business.url}#code=once&at=${encodeURIComponent(`/orders/${order}/stages/${stage}/form/${group}`)}`)
}

async function end({ agent }: Room, change: Parameters<typeof agent.metering.end>[0]): Promise<void> {
  agent.metering.end(change)
  await agent.tell('metering')
}

const begun = ({ agent }: Room) => agent.metering.begun
const named = (page: Page, name: RegExp) => page.getByRole('button', { name })
const toMeter = (page: Page) => named(page, /^(到表上做|To the meter)/)
const strip = (page: Page) => page.getByRole('complementary', { name: /为工单的表单|For a form/ })
const field = (page: Page, name: RegExp) => page.getByRole('group', { name })
const wanted = (page: Page) => page.getByRole('region', { name: /表单要做|The form wants/ })

/** Leads from the result of a work to the form for which it was done. */
const backToForm = (page: Page) => page.getByRole('contentinfo').getByRole('button', { name: /回表单|Back to the form/ }).click()

describe.each(USUAL)('a form leads to the meter, and the record is in it afterwards: $name', (way) => {
  const see = (page: Page, name: string) => look(page, `to-meter/${way.name}/${name}`)

  it('a supply is switched off for its stage', () =>
    room(async (given) => {
      const { page, agent } = given
      await openForm(given, STOP, STOP_STAGE, 'trip')
      await toMeter(page).waitFor()
      await see(page, '01-form-wants')
      await toMeter(page).click()

      await strip(page).getByText(/FK20/).waitFor()
      await strip(page).getByText(/现场停电|Stop on site/).waitFor()
      await wanted(page).waitFor()
      await see(page, '02-meter')
      await wanted(page).getByRole('button', { name: /跳闸|Trip/ }).click()
      await page.getByRole('radio', { checked: true }).waitFor()
      await named(page, /现在通知了|Told now/).click()
      await see(page, '03-leave')
      await named(page, /^(申请|Ask: )/).click()
      await page.getByRole('status').filter({ hasText: /待审批|Waits for leave/ }).waitFor()
      expect(agent.metering.asked).toEqual([
        expect.objectContaining({ order: STOP, stage: STOP_STAGE, comm_address: METER, command: 'trip' }),
      ])

      Object.assign(agent.metering.meter(METER).authorisations[0] ?? {}, { state: 'approved', approver_name: '王芳' })
      await agent.tell('metering')
      await named(page, /核对并执行|Check and carry out/).click()
      await page.getByLabel(/末 4 位|last 4 digits/).fill('5678')
      await see(page, '04-confirm')
      await page.getByRole('button', { name: /^(按住：|Hold: )/ }).focus()
      await page.keyboard.down(' ')
      await page.getByText(/找表|Finding the meter/).first().waitFor()
      await page.keyboard.up(' ')
      await see(page, '05-run')
      expect(begun(given)).toEqual([
        expect.objectContaining({ command: 'trip', comm_address: METER, order: STOP, stage: STOP_STAGE }),
      ])

      await end(given, { before: ON, after: OFF })
      await page.getByText(/已完成|Done/).first().waitFor()
      await see(page, '06-done')
      await backToForm(page)
      await field(page, /跳闸|Trip/).getByText(/已读回确认|read back/).waitFor()
      await see(page, '07-form-has-it')
      // What was done is not done again.
      expect(await field(page, /跳闸|Trip/).getByRole('button').count()).toBe(0)
      expect(new URL(page.url()).hash).toBe(`#/orders/${STOP}/stages/${STOP_STAGE}/form/trip?seen=trip`)
    }, way))

  it('a meter that nobody has been at is picked, looked at and read', () =>
    room(async (given) => {
      const { page } = given
      await openForm(given, REPLACEMENT, NEW_METER_STAGE, 'meter')
      await toMeter(page).click()
      await page.getByRole('region', { name: /先选电表|Which meter/ }).waitFor()
      await see(page, '10-pick')
      await page.getByRole('searchbox').fill(NEW_ASSET)
      await named(page, /(到这只表|To this meter)\s0000\s1234\s5699/).waitFor()
      await named(page, /到这只表|To this meter/).click()
      await wanted(page).getByRole('button', { name: /信息获取|Look at the meter/ }).click()
      await page.getByText(/找表|Finding the meter/).first().waitFor()
      expect(begun(given)).toEqual([
        { command: 'acquire', comm_address: NEW_METER, order: REPLACEMENT, stage: NEW_METER_STAGE, link: 'head', beam: 'focused' },
      ])
      await end(given, { after: { ...ON, clock_ahead_s: 401 }, readout: readout('identity') })
      await page.getByText(/已完成|Done/).first().waitFor()
      await see(page, '12-looked-at')
      await backToForm(page)
      await named(page, /^(再做一次|Once more)/).waitFor()
      // What was found asks for more, at the same meter.
      await toMeter(page).waitFor()
      await see(page, '13-form-asks-on')

      await openForm(given, REPLACEMENT, NEW_METER_STAGE, 'start')
      await toMeter(page).click()
      await page.getByRole('region', { name: /先选电表|Which meter/ }).waitFor()
      await page.getByRole('searchbox').fill(NEW_METER)
      await named(page, /到这只表|To this meter/).waitFor()
      await see(page, '14-typed')
      await named(page, /到这只表|To this meter/).click()
      await wanted(page).getByRole('button', { name: /读数|Read/ }).click()
      await page.getByText(/找表|Finding the meter/).first().waitFor()
      expect(begun(given).at(-1)).toMatchObject({ command: 'read', items: 'energy', stage: NEW_METER_STAGE })
      await end(given, { readout: readout('energy'), readings: { total_kwh_e4: 12_300, tariffs_kwh_e4: [1_000, 4_000, 5_000, 2_300] } })
      await backToForm(page)
      await page.getByText(/总 1\.23|Total 1\.23/).waitFor()
      await see(page, '15-form-has-readings')
    }, way))

  it('what was refused is done again, and what is unknown is verified first', () =>
    room(async (given) => {
      const { page, agent } = given
      const record = (change: Partial<MeterWork>): MeterWork => ({
        work: stageId(9), command: 'trip', meter: METER, outcome: 'refused', at: EXAMPLES.now, ...change,
      })
      agent.detail(STOP).drafts[STOP_STAGE] = { outcome: 'stopped', trip: record({}) }
      await openForm(given, STOP, STOP_STAGE, 'trip')
      await named(page, /^(到表上再做|Again at the meter)/).waitFor()
      await see(page, '20-refused')
      agent.detail(STOP).drafts[STOP_STAGE] = { outcome: 'stopped', trip: record({ outcome: 'unknown', meter: DOUBTFUL_METER }) }
      await agent.tell('metering')
      await named(page, /^(先到表上核实|Verify at the meter)/).waitFor()
      await see(page, '21-unknown')
      await named(page, /^(先到表上核实|Verify at the meter)/).click()
      await page.getByRole('alert').waitFor()
      await see(page, '22-verify')
      expect(await wanted(page).count()).toBe(0)
      await strip(page).getByRole('button').click()
      await named(page, /^(先到表上核实|Verify at the meter)/).waitFor()
    }, way))
})

it('another meter than the form’s is said to be one', () =>
  room(async (given) => {
    const { page } = given
    await openForm(given, STOP, STOP_STAGE, 'trip')
    await toMeter(page).click()
    await wanted(page).waitFor()
    await page.getByRole('button', { name: '列表' }).click()
    await page.getByRole('button', { name: /表单里的表\s0000\s1234\s5678/ }).waitFor()
    await look(page, 'to-meter/list')
    await page.getByRole('link', { name: /2026 0001 2345/ }).click()
    await page.getByText(/表单里的是另一只表：0000\s1234\s5678/).waitFor()
    await look(page, 'to-meter/other-meter')
  }))

it('whoever answers on the line is looked at for the form', () =>
  room(async (given) => {
    const { page } = given
    await openForm(given, REPLACEMENT, NEW_METER_STAGE, 'meter')
    await toMeter(page).click()
    await page.getByRole('button', { name: '谁在线上？直接对表' }).click()
    await page.getByText('找表').first().waitFor()
    expect(begun(given)).toEqual([{ command: 'acquire', order: REPLACEMENT, stage: NEW_METER_STAGE, link: 'head', beam: 'focused' }])
    await end(given, { comm_address: NEW_METER, after: ON, readout: readout('identity') })
    await backToForm(page)
    await page.getByText('信息获取 · 已完成, 已读回确认').waitFor()
  }))

it('practice leads to no meter', () =>
  room(async (given) => {
    const { page, agent } = given
    agent.state.practice = true
    await openForm(given, STOP, STOP_STAGE, 'trip')
    await page.getByText('到计量作业里办: 跳闸').waitFor()
    expect(await toMeter(page).count()).toBe(0)
  }))

it('a terminal that is not fitted says so where a form has led to', () =>
  room(async (given) => {
    const { page, agent } = given
    Object.assign(agent.metering.state, { may: false, why: { zh: '本终端缺少安全单元，不能进行计量作业', en: 'it has no security unit' } })
    await openForm(given, STOP, STOP_STAGE, 'trip')
    await toMeter(page).click()
    await page.getByRole('alert').getByText('本终端缺少安全单元', { exact: false }).waitFor()
    expect(await wanted(page).count()).toBe(0)
    await look(page, 'to-meter/not-fitted')
    await strip(page).getByRole('button', { name: '回表单' }).click()
    await toMeter(page).waitFor()
  }))
