import type { Appearance } from '@ronghe/field'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchBrowser, type Device } from '../support/browser'
import { look } from '../support/look'
import type { Served } from '../support/serve'
import { waysOf } from '../support/ways'
import { PIN, problem } from './mockAgent'
import { DOUBTFUL_METER, METER, NEIGHBOUR_METER, OFF, ON, othersWorks, readout, stopOrder } from './mockMetering'
import { inRoom, serveMetering, type Room } from './rooms'

let browser: Browser
let served: { metering: Served }

beforeAll(async () => {
  served = await serveMetering()
  browser = await launchBrowser()
})

afterAll(async () => {
  await browser?.close()
  await served?.metering.close()
})

const SMALL: Device = { width: 360, height: 800, hasTouch: true }
const LARGE: Device = { width: 412, height: 915, hasTouch: true }
const PLAIN: Appearance = { theme: 'outdoor', language: 'zh', text_percent: 100 }

interface Way {
  name: string
  device: Device
  appearance: Appearance
}

const WAYS: Way[] = [
  { name: 'zh-360', device: SMALL, appearance: PLAIN },
  { name: 'en-130-360', device: SMALL, appearance: { ...PLAIN, language: 'en', text_percent: 130 } },
  { name: 'en-412', device: LARGE, appearance: { ...PLAIN, language: 'en' } },
  { name: 'zh-412', device: LARGE, appearance: PLAIN },
  { name: 'zh-130-360', device: SMALL, appearance: { ...PLAIN, text_percent: 130 } },
  { name: 'night-412', device: LARGE, appearance: { ...PLAIN, theme: 'night' } },
]
const USUAL = waysOf(WAYS, ['zh-360', 'en-130-360', 'en-412'])

const room = (story: (room: Room) => Promise<void>, way: Way = WAYS[0] as Way, provokes?: RegExp) =>
  inRoom(browser, served as never, { device: way.device, ...(provokes ? { provokes } : {}) }, (given) => {
    given.agent.state.appearance = way.appearance
    given.agent.orders = [stopOrder()]
    return story(given)
  })

/** Opens a place of the app as the launcher does, with a one-time code. */
async function open({ page }: Room, at = '/'): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${served.metering.url}#code=once&at=${encodeURIComponent(at)}`)
}

/** The screen as it stands, and the whole of it as on an endless phone. */
async function see(page: Page, name: string): Promise<void> {
  await look(page, `metering/${name}`)
  const size = page.viewportSize()
  if (!size) return
  const height = await page.locator('main').first().evaluate((main) => main.scrollHeight - main.clientHeight)
  if (height < 8) return
  await page.setViewportSize({ width: size.width, height: size.height + height })
  await look(page, `metering/${name}-whole`)
  await page.setViewportSize(size)
}

/** Lets the command come further, and the page hear of it. */
async function goOn({ agent }: Room, change: Parameters<typeof agent.metering.goOn>[0]): Promise<void> {
  agent.metering.goOn(change)
  await agent.tell('metering')
}

async function end({ agent }: Room, change: Parameters<typeof agent.metering.end>[0]): Promise<void> {
  agent.metering.end(change)
  await agent.tell('metering')
}

const begun = ({ agent }: Room) => agent.metering.begun
/** A name in either language. */
const named = (page: Page, name: RegExp) => page.getByRole('button', { name })
const hold = (page: Page) => page.getByRole('button', { name: /^(按住：|Hold: |继续按住|Keep holding)/ })

const TRIP = /^(跳闸|Trip \(supply off\))/
const REFUSED_LOADS = /Failed to load resource/

async function toConfirm(given: Room): Promise<void> {
  const leave = given.agent.metering.leave()
  given.agent.metering.state.business_card.is_open = true
  await open(given, `/meters/${METER}/confirm/${leave.authorisation}`)
  await given.page.getByLabel(/末 4 位|last 4 digits/).waitFor()
}

describe.each(USUAL)('metering can be used: $name', (way) => {
  const name = way.name

  it('a meter is picked, and read', () =>
    room(async (given) => {
      const { page } = given
      await open(given)
      await page.getByRole('list', { name: /电表|Meters/ }).waitFor()
      await see(page, `${name}/01-meters`)
      await named(page, /^(更改|Change)$/).click()
      await page.getByRole('dialog').waitFor()
      await look(page, `metering/${name}/02-links`, { within: 'dialog' })
      await page.getByRole('dialog').getByRole('button', { name: /发散|diffuse/ }).click()
      await page.getByText(/红外 · 发散|Infrared · diffuse/).waitFor()
      await page.getByRole('searchbox').fill('99')
      await page.getByText(/没有这个编号|No meter has this number/).waitFor()
      await see(page, `${name}/03-nobody`)
      await page.getByRole('searchbox').fill('3130 0010')
      await page.getByRole('link', { name: /0000 1234 5678/ }).click()
      await page.getByText(/上次的状态|How it stood/).waitFor()
      await page.getByText(/合闸（有电）|Closed: supply on/).waitFor()
      await see(page, `${name}/04-meter`)
      await named(page, /^(读数|Read)$/).click()
      await page.getByRole('dialog').waitFor()
      await look(page, `metering/${name}/05-items`, { within: 'dialog' })
      await page.getByRole('dialog').getByRole('button', { name: /^(电能量|Energy)/ }).click()
      await page.getByText(/找表|Finding the meter/).first().waitFor()
      expect(begun(given)).toEqual([
        expect.objectContaining({ command: 'read', items: 'energy', link: 'head', beam: 'diffuse', comm_address: METER }),
      ])
      expect(given.agent.metering.begunAt).toEqual([expect.objectContaining({ accuracy_m: 6, source: 'gnss' })])
      await goOn(given, { doing: 'reading', frames_sent: 9, frames_heard: 8, tries: 2, part: { done: 2, of: 7 } })
      await page.getByText(/第 2 部分，共 7 部分|Part 2 of 7/).first().waitFor()
      await see(page, `${name}/06-reading`)
      await end(given, { readout: { ...readout('energy'), is_noisy: true }, after: ON })
      await page.getByText('1377.89').waitFor()
      await page.getByText(/重发 2 帧，受损 1 段|2 frames sent again, 1 damaged/).waitFor()
      await see(page, `${name}/07-energy`)
      await page.getByText(/原始报文|Raw frames/).click()
      await page.getByText('68 AA AA', { exact: false }).waitFor()
      await see(page, `${name}/08-frames`)
    }, way))

  it('a supply is switched off with leave, from asking to the result', () =>
    room(async (given) => {
      const { page, agent } = given
      await open(given, `/meters/${METER}`)
      await named(page, TRIP).click()
      await page.getByRole('radio').first().waitFor()
      await named(page, /现在通知了|Told now/).click()
      await see(page, `${name}/10-ask`)
      await named(page, /^(申请|Ask: )/).click()
      await page.getByRole('status').filter({ hasText: /待审批|Waits for leave/ }).waitFor()
      await see(page, `${name}/11-requested`)
      const [leave] = agent.metering.meter(METER).authorisations
      Object.assign(leave ?? {}, { state: 'approved', approver_name: '王芳' })
      await agent.tell('metering')
      await page.getByText('王芳').waitFor()
      await see(page, `${name}/12-approved`)
      await named(page, /核对并执行|Check and carry out/).click()
      await named(page, /业务卡 PIN|card’s PIN/).waitFor()
      await see(page, `${name}/13-card-closed`)
      expect(await hold(page).count()).toBe(0)
      await named(page, /业务卡 PIN|card’s PIN/).click()
      for (const digit of PIN) await page.getByRole('dialog').getByRole('button', { name: digit, exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: /^(打开|Open)$/ }).click()
      await page.getByLabel(/末 4 位|last 4 digits/).waitFor()
      await see(page, `${name}/14-confirm`)
      await page.getByLabel(/末 4 位|last 4 digits/).fill('5679')
      await page.getByRole('alert').waitFor()
      await see(page, `${name}/15-wrong-number`)
      await page.getByLabel(/末 4 位|last 4 digits/).fill('5678')
      await page.getByText(/是这只表|It is this meter/).waitFor()
      await see(page, `${name}/16-ready`)
      await hold(page).scrollIntoViewIfNeeded()
      await hold(page).hover()
      await page.mouse.down()
      await page.getByText(/还有 2 秒|holding… 2 s/).waitFor()
      await page.screenshot({ path: new URL(`../.out/metering/${name}/17-holding.png`, import.meta.url).pathname })
      await page.getByText(/找表|Finding the meter/).first().waitFor()
      await page.mouse.up()
      expect(begun(given)).toEqual([
        expect.objectContaining({ command: 'trip', comm_address: METER, authorisation: leave?.authorisation }),
      ])
      await goOn(given, { doing: 'proving', frames_sent: 12, frames_heard: 12 })
      await named(page, /^(停止|Stop)$/).waitFor()
      await goOn(given, { doing: 'commanding', frames_sent: 14, frames_heard: 13 })
      await page.getByText(/撤不回它|takes nothing back/).waitFor()
      await see(page, `${name}/18-commanding`)
      await named(page, /结果将未知|outcome unknown/).click()
      await look(page, `metering/${name}/19-break-off`)
      await named(page, /^(继续等|Keep waiting)$/).click()
      expect(agent.calls.filter((call) => call.includes('cancel'))).toEqual([])
      await end(given, { before: ON, after: OFF })
      await page.getByText(/已完成|Done/).first().waitFor()
      await see(page, `${name}/20-off`)
    }, way))

  it('every other end, and what comes then', () =>
    room(async (given) => {
      const { page, agent } = given
      const [read, seen] = [agent.metering.works[1]?.work, agent.metering.works[3]?.work]
      await open(given, `/works/${read}`)
      await page.getByText('2130.25').waitFor()
      await see(page, `${name}/30-three-phase`)
      await open(given, `/works/${seen}`)
      await page.getByText(/结果未知|Unknown/).first().waitFor()
      await see(page, `${name}/31-unknown`)
      await open(given, '/works')
      await page.getByText(/没有应答|no answer/).waitFor()
      await see(page, `${name}/32-works`)
      await open(given, `/meters/${DOUBTFUL_METER}`)
      await page.getByRole('alert').waitFor()
      await see(page, `${name}/33-verify-first`)
      for (const command of ['recharge', 'set_parameter', 'direct_close']) {
        await open(given, `/meters/${METER}/leave/${command}`)
        await page.getByRole('radio').first().waitFor()
        await see(page, `${name}/34-ask-${command}`)
      }
      agent.metering.leave({ state: 'refused', reason: '客户已承诺明日缴费，暂缓停电' })
      await open(given, `/meters/${METER}/leave/trip`)
      await page.getByText('客户已承诺明日缴费，暂缓停电').waitFor()
      await see(page, `${name}/35-refused`)
      await toConfirm(given)
      await page.getByRole('button', { name: /不便按住|Cannot hold/ }).click()
      await page.getByLabel(/完整表号|whole number/).fill(METER)
      await see(page, `${name}/36-steps`)
      agent.metering.works.unshift({ ...(agent.metering.works[0] as never as object), work: 'failed', command: 'trip', outcome: 'failed', reason: 'no_effect', before: ON, after: ON, readout: null } as never)
      await open(given, '/works/failed')
      await page.getByText(/未成功|Failed/).first().waitFor()
      await see(page, `${name}/37-failed`)
      agent.metering.meters = []
      await open(given)
      await page.getByText(/还没有电表|No meters yet/).waitFor()
      await see(page, `${name}/38-no-meters`)
    }, way))

  it('a meter’s course, and what others did there', () =>
    room(async (given) => {
      const { page, agent } = given
      agent.metering.others = { works: othersWorks() }
      await open(given, `/meters/${METER}`)
      await page.getByText(/李敏/).first().waitFor()
      await page.getByRole('img', { name: /4 次读数|4 readings/ }).waitFor()
      await see(page, `${name}/40-look-back`)
      agent.metering.others = problem(503, 'platform-unreachable', '连不上平台')
      await open(given, `/meters/${NEIGHBOUR_METER}`)
      await page.getByText(/现在看不到他人的作业|are not to be seen now/).waitFor()
      await see(page, `${name}/41-offline`)
      agent.metering.others = { works: [] }
      await named(page, /^(再试一次|Try again)$/).click()
      await page.getByText(/没有他人的作业|Nobody else/).waitFor()
      agent.metering.others = problem(409, 'not-permitted', '平台不允许这项操作')
      await open(given, `/meters/${DOUBTFUL_METER}`)
      await page.getByText(/没有这只表的工单|No order or leave/).waitFor()
    }, way, /503|409/))

  it('a terminal that is not fitted says so, and what forbids a trip stands in its place', () =>
    room(
      async (given) => {
        const { page, agent } = given
        agent.metering.state = {
          ...agent.metering.state,
          may: false,
          why: { zh: '本终端缺少安全单元、业务卡槽，不能进行计量作业；请改用计量终端', en: 'this terminal does no metering: it has no security unit, no business card slot; use a metering terminal' },
        }
        await open(given)
        await page.getByRole('alert').waitFor()
        await page.getByRole('list', { name: /电表|Meters/ }).waitFor()
        expect(await named(page, /直接对表|Ask the line/i).count()).toBe(0)
        await see(page, `${name}/40-not-fitted`)
        agent.metering.state.may = true
        agent.orders[0] = stopOrder({ supply: { life_support: true, guard_on: false } })
        await open(given, `/meters/${METER}/confirm/${agent.metering.leave().authorisation}`)
        await page.getByText(/维持生命的用电设备|life hangs/).waitFor()
        expect(await hold(page).count()).toBe(0)
        await see(page, `${name}/41-life-support`)
        agent.orders[0] = stopOrder()
        agent.metering.refusal = {
          ...problem(409, 'not-permitted', '用户已缴清费用；停电通知期未满'),
          more: { blocks: ['paid_meanwhile', 'notice_period'], detail_en: 'the customer has paid meanwhile; the notice period still runs' },
        } as never
        await toConfirm(given)
        await page.getByLabel(/末 4 位|last 4 digits/).fill('5678')
        await hold(page).scrollIntoViewIfNeeded()
        await hold(page).hover()
        await page.mouse.down()
        await page.getByText(/没有收到任何命令|Nothing was sent/).first().waitFor()
        await page.mouse.up()
        await page.getByText(/用户已缴清费用|the customer has paid meanwhile/).waitFor()
        expect(await hold(page).isDisabled()).toBe(true)
        await see(page, `${name}/42-blocked`)
        expect(begun(given)).toEqual([])
      },
      way,
      REFUSED_LOADS,
    ))
})

describe('a parameter is read before leave is asked for it', () => {
  it('what it is now stands before the new value, and goes with the request', () =>
    room(async (given) => {
      const { page, agent } = given
      await open(given, `/meters/${METER}/leave/set_parameter`)
      const present = page.getByRole('group', { name: '现值' })
      await present.getByText('还没有读取', { exact: false }).waitFor()
      await present.getByRole('button', { name: '读取现值' }).click()
      await expect.poll(() => begun(given).length).toBe(1)
      expect(begun(given)[0]).toMatchObject({ command: 'read', comm_address: METER, parameter: { item: '04000302' } })
      const { work } = agent.metering.end({ parameter_read: { identifier: '04000302', value: '05' } })
      await agent.tell('metering')
      await page.getByText('参数 04000302', { exact: false }).waitFor()

      await open(given, `/meters/${METER}/leave/set_parameter`)
      await present.getByText('5', { exact: true }).waitFor()
      await present.getByText('读于', { exact: false }).waitFor()
      await page.getByRole('radio').first().check()
      await page.getByLabel('新值').fill('8')
      await page.getByRole('button', { name: '申请：参数设置' }).click()
      await expect.poll(() => agent.metering.asked.length).toBe(1)
      expect(agent.metering.asked[0]).toMatchObject({ parameter: { item: '04000302', value: '08' }, present_in: work })
    }))
})

describe('no supply is switched off by accident', () => {
  it('a tap, a double tap, a click, a short hold, a slip, a key: nothing', () =>
    room(async (given) => {
      const { page } = given
      await toConfirm(given)
      expect(await hold(page).isDisabled()).toBe(true)
      await page.getByLabel('输入表号末 4 位').fill('5679')
      expect(await hold(page).isDisabled()).toBe(true)
      await page.getByLabel('输入表号末 4 位').fill('5678')
      expect(await hold(page).isEnabled()).toBe(true)
      const button = hold(page)
      await button.scrollIntoViewIfNeeded()
      await button.tap()
      await button.dblclick()
      await button.evaluate((element: HTMLElement) => element.click())
      await button.focus()
      await page.keyboard.press('Enter')
      await page.keyboard.press(' ')
      await page.getByText('松手太早：什么也没有发送').waitFor()
      // Two seconds are not three.
      await button.hover()
      await page.mouse.down()
      await page.getByText(/还有 1 秒/).waitFor()
      await page.mouse.up()
      await page.getByText('松手太早：什么也没有发送').waitFor()
      // A finger that slips off has let go, and coming back is no holding.
      await button.hover()
      await page.mouse.down()
      await page.getByText(/还有 3 秒/).waitFor()
      await page.mouse.move(4, 4)
      await page.getByText('松手太早：什么也没有发送').waitFor()
      await button.hover()
      await page.waitForTimeout(3_500)
      await page.mouse.up()
      // The wrong digits while it is held take the holding back.
      await button.focus()
      await page.keyboard.down(' ')
      await page.getByText(/还有 3 秒/).waitFor()
      await page.getByLabel('输入表号末 4 位').focus()
      await page.waitForTimeout(3_500)
      await page.keyboard.up(' ')
      expect(begun(given)).toEqual([])
    }))

  it('the space bar held for three seconds is as good as a finger', () =>
    room(async (given) => {
      const { page } = given
      await toConfirm(given)
      await page.getByLabel('输入表号末 4 位').fill('5678')
      await hold(page).focus()
      await page.keyboard.down(' ')
      await page.getByText('找表').first().waitFor()
      await page.keyboard.up(' ')
      expect(begun(given).length).toBe(1)
    }))

  it('whoever cannot hold types the whole number and confirms twice, three seconds apart', () =>
    room(async (given) => {
      const { page } = given
      await toConfirm(given)
      await page.getByRole('button', { name: '不便按住？改用分步确认' }).click()
      const [arm, go] = [page.getByRole('button', { name: '准备执行' }), page.getByRole('button', { name: '确认跳闸' })]
      await page.getByLabel(/完整表号/).fill('5678')
      expect(await arm.isDisabled()).toBe(true)
      await page.getByLabel(/完整表号/).fill('0000 1234 5678')
      await arm.click()
      expect(await go.isDisabled()).toBe(true)
      await page.getByText('10 秒内确认，否则作废').waitFor()
      await page.getByText('10 秒内确认，否则作废').waitFor({ state: 'detached', timeout: 15_000 })
      expect(await go.isDisabled()).toBe(true)
      expect(begun(given)).toEqual([])
      await arm.click()
      await page.getByText('10 秒内确认，否则作废').waitFor()
      await go.click()
      await page.getByText('找表').first().waitFor()
      expect(begun(given).length).toBe(1)
    }))

  it('the last check opens for an approved leave only', () =>
    room(async (given) => {
      const { page, agent } = given
      for (const state of ['requested', 'refused', 'released', 'used', 'withdrawn', 'expired'] as const) {
        const leave = agent.metering.leave({ state })
        await open(given, `/meters/${METER}/confirm/${leave.authorisation}`)
        await page.waitForURL((url) => url.hash.endsWith('/leave/trip'))
      }
      expect(await hold(page).count()).toBe(0)
    }))
})

it('what is unknown offers verifying and nothing else, until the meter has been looked at', () =>
  room(async (given) => {
    const { page, agent } = given
    await toConfirm(given)
    await page.getByLabel('输入表号末 4 位').fill('5678')
    await hold(page).focus()
    await page.keyboard.down(' ')
    await page.getByText('找表').first().waitFor()
    await page.keyboard.up(' ')
    await end(given, { outcome: 'unknown', reason: 'unknown', before: ON, why: { zh: '命令发出后没有应答', en: 'nothing came back' } })
    await page.getByText('结果未知').first().waitFor()
    expect(await page.getByRole('contentinfo').getByRole('button').allTextContents()).toEqual([' 核实电表状态'])
    await page.getByRole('button', { name: '电表', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: '先核实' }).waitFor()
    for (const action of ['读数', '跳闸', '直接合闸', '对时', '充值']) {
      expect(await page.getByRole('button', { name: action, exact: true }).count()).toBe(0)
    }
    await open(given, `/meters/${METER}/leave/direct_close`)
    await page.waitForURL((url) => url.hash.endsWith(`/meters/${METER}`))
    await page.getByRole('button', { name: '核实电表状态' }).click()
    await page.getByText('找表').first().waitFor()
    expect(begun(given).at(-1)).toMatchObject({ command: 'acquire', comm_address: METER })
    await end(given, { after: OFF, readout: readout('identity') })
    await page.getByText('已完成').first().waitFor()
    await page.getByText('断开（无电）').waitFor()
    await page.getByRole('contentinfo').getByRole('button', { name: '到电表' }).click()
    await page.getByRole('button', { name: '读数', exact: true }).waitFor()
    expect(agent.metering.meter(METER).unverified).toBe(null)
  }))

it('a label says whether it is the meter', () =>
  room(async (given) => {
    const { page } = given
    await toConfirm(given)
    const scan = async (code: string) => {
      await page.getByRole('button', { name: '扫电表' }).click()
      await page.getByLabel('条码内容').pressSequentially(code)
      await page.getByLabel('条码内容').press('Enter')
    }
    await scan('3130001000001234567886')
    await page.getByRole('dialog').getByText('这不是授权的那只表').waitFor()
    await look(page, 'metering/scanned-other', { within: 'dialog' })
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).click()
    expect(await hold(page).isDisabled()).toBe(true)
    await scan('3130001000001234567893')
    await page.getByText('是这只表').waitFor()
    expect(await hold(page).isEnabled()).toBe(true)
    expect(begun(given)).toEqual([])
  }))

it('what the company does not have done on site is not offered', () =>
  room(async (given) => {
    const { page, agent } = given
    agent.metering.state.switched_off = ['recharge']
    await open(given, `/meters/${METER}`)
    await named(page, /^密钥更新/).waitFor()
    expect(await named(page, /^充值/).count()).toBe(0)
    await open(given, `/meters/${METER}/leave/recharge`)
    await named(page, /^密钥更新/).waitFor()
  }))

it('older works are brought fifty at a time', () =>
  room(async (given) => {
    const { page, agent } = given
    const [sample] = agent.metering.works
    agent.metering.works = Array.from({ length: 60 }, (_, at) => ({ ...(sample as NonNullable<typeof sample>), work: `work-${at}`, started_at: (sample?.started_at ?? 0) - at }))
    await open(given, '/works')
    await page.getByRole('link').first().waitFor()
    expect(await page.getByRole('link').count()).toBe(50)
    await page.getByRole('button', { name: '更早的' }).click()
    await page.getByRole('button', { name: '更早的' }).waitFor({ state: 'detached' })
    expect(await page.getByRole('link').count()).toBe(60)
  }))

it('whoever answers on the line is taken from there', () =>
  room(async (given) => {
    const { page } = given
    await open(given)
    await page.getByRole('button', { name: '谁在线上？直接对表' }).click()
    await page.getByText('找表').first().waitFor()
    expect(begun(given)).toEqual([{ command: 'acquire', link: 'head', beam: 'focused' }])
    await end(given, { after: ON, readout: readout('identity') })
    await page.getByRole('button', { name: '用这只表' }).click()
    await page.waitForURL((url) => url.hash.endsWith(`/meters/${METER}`))
  }))

it('an answer that is lost tells no meter twice', () =>
  room(
    async (given) => {
      const { page, context, agent } = given
      await toConfirm(given)
      let lost = 0
      await context.route('**/metering/runs', async (route) => {
        lost += 1
        // The agent hears it, and its answer is lost.
        await agent.metering.answer('POST', '/runs', route)
        return route.abort()
      })
      await page.getByLabel('输入表号末 4 位').fill('5678')
      await hold(page).focus()
      await page.keyboard.down(' ')
      await page.getByText('操作可能已开始', { exact: false }).waitFor()
      await page.keyboard.up(' ')
      expect(await hold(page).isDisabled()).toBe(true)
      await page.getByRole('button', { name: '查看进度' }).click()
      await page.getByText('找表').first().waitFor()
      // Whoever goes back and holds again is told that it is under way.
      await page.goBack()
      await page.getByText('没有别的操作在执行').waitFor()
      expect(await hold(page).count()).toBe(0)
      expect(lost).toBe(1)
      expect(begun(given).length).toBe(1)
    },
    undefined,
    REFUSED_LOADS,
  ))
