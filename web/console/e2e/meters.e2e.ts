/** Meters, how their keys stand, and what was done at them: as the security officer reads it. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DESKTOP, PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { consoleStories } from './consoleStories'
import { METER, WORKS } from './fixtures/meters'
import { ORDERS } from './fixtures/orders'

const { open } = consoleStories()

const OFFICER = { role: 'security_officer' } as const
/** All of a page in one picture. */
const TALL = 1800
const PAGE = '#/meters'
const TRIP = WORKS[0]?.record.work

describe('the meters', () => {
  it('are counted by how their keys stand, the half-updated ones first, and narrowed by one press', async () => {
    await open(PAGE, OFFICER, async (page) => {
      const tiles = page.getByRole('group', { name: '按密钥状态筛选' }).getByRole('button')
      await expect.poll(() => tiles.allInnerTexts()).toEqual(
        [['更新中断', '2 只'], ['未知', '1 只'], ['公钥（出厂）', '11 只'], ['私钥（正式）', '100 只以上']].map(([name, count]) => expect.stringMatching(new RegExp(`${name}[^]*${count}`)) as string),
      )
      await tiles.first().click()
      await page.getByText('继续加载').waitFor({ state: 'detached' })
      await expect.poll(() => page.locator('tbody a').count()).toBe(2)
      expect(page.url()).toContain('keys=half_updated')
      expect(await tiles.first().getAttribute('aria-pressed')).toBe('true')
      await look(page, 'console/meters/half-updated')
      await page.getByRole('button', { name: '看全部' }).click()
      await expect.poll(() => page.locator('tbody a').count()).toBe(100)
      await page.getByRole('button', { name: '继续加载' }).click()
      await expect.poll(() => page.locator('tbody a').count()).toBe(136)
    })
  })

  it.each(['', '?language=en'])('have room where all columns have only just come in %s', async (language) => {
    const width = 1240
    await open(`${language}${PAGE}`, { ...OFFICER, width }, async (page) => {
      await page.locator('tbody a').first().waitFor()
      await look(page, `console/meters/${width}${language === '' ? '' : '-en'}`)
    })
  })

  it('are found by how their address begins, and say what they cannot be found by', async () => {
    await open(PAGE, OFFICER, async (page) => {
      const typed = page.getByRole('search').getByRole('searchbox')
      await typed.fill('0700')
      await typed.press('Enter')
      await expect.poll(() => page.locator('tbody a').allInnerTexts()).toEqual(['0700 0000 0001'])
      expect(page.url()).toContain('address=0700')
      await typed.fill('1330001000000062010000')
      await typed.press('Enter')
      await page.getByRole('alert').getByText('最多 12 位数字', { exact: false }).waitFor()
      await typed.fill('0899')
      await typed.press('Enter')
      await page.getByText('没有符合条件的电能表').waitFor()
      await look(page, 'console/meters/none')
      await page.getByRole('button', { name: '看全部' }).first().click()
      await expect.poll(() => page.locator('tbody a').count()).toBe(100)
    })
  })

  it('are found from every page by their whole address', async () => {
    await open('#/terminals', OFFICER, async (page) => {
      await page.getByRole('heading', { level: 1, name: '终端' }).waitFor()
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill('0620 1001 7330')
      await page.getByRole('dialog').getByText('0620 1001 7330').waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { level: 1, name: '电能表 0620 1001 7330' }).waitFor()
    })
  })

  it('are not there for whoever may not see them', async () => {
    await open('#/', { role: 'dispatcher' }, async (page) => {
      const areas = page.getByRole('navigation')
      await areas.getByRole('link', { name: '计量授权' }).waitFor()
      expect(await areas.getByRole('link', { name: '电能表' }).count()).toBe(0)
      expect(await areas.getByRole('link', { name: '作业' }).count()).toBe(0)
    })
  })
})

describe('a meter', () => {
  it('says what nobody has verified, and narrows what was done at it', async () => {
    await open(`#/meters/${METER}`, OFFICER, async (page) => {
      await page.getByRole('heading', { level: 1, name: '电能表 0620 1001 7330' }).waitFor()
      await page.getByText('“跳闸”结果未知，此后没有人核实过', { exact: false }).waitFor()
      await page.getByText('显示 6 次，共 6 次').waitFor()
      await choose(page, '结果', '结果未知（2）')
      await page.getByText('显示 2 次，共 6 次').waitFor()
      expect(page.url()).toContain('outcome=unknown')
      await choose(page, '命令', '跳闸（1）')
      await page.getByText('显示 1 次，共 6 次').waitFor()
      await look(page, 'console/meters/works-narrowed')
      await page.locator('tbody').getByRole('link', { name: '跳闸' }).click()
      await page.getByRole('heading', { level: 1, name: '作业：跳闸' }).waitFor()
    })
  })

  it('that nobody knows says so', async () => {
    await open('#/meters/099999999999', OFFICER, async (page) => {
      await page.getByText('采集系统没有登记这个通信地址').waitFor()
      await page.getByText('这只表还没有作业').waitFor()
      await look(page, 'console/meters/stranger')
    })
  })

  it('keeps what was done at it from whoever may not read it', async () => {
    await open(`#/meters/${METER}`, { role: 'administrator' }, async (page) => {
      await page.getByText('作业记录只有信息安全员和供电所所长可以查看').waitFor()
      await page.getByText('DL/T 645-2007').waitFor()
    })
  })
})

describe('a work at a meter', () => {
  it.each([
    { language: '', unknown: '结果未知', why: '原因：中途断开', next: '须先到现场核实', frames: '原始报文（3 帧）', copy: '复制全部报文', other: '不是要操作的表' },
    { language: '?language=en', unknown: 'Unknown', why: 'Why: cut off', next: 'Somebody has to look at the meter', frames: 'Raw frames (3)', copy: 'Copy all frames', other: 'not the one that was meant' },
  ])('proves itself: who, on whose leave, before and after, and every frame $language', async ({ language, unknown, why, next, frames, copy }) => {
    await open(`${language}#/meter-works/${TRIP}`, OFFICER, async (page) => {
      await page.getByText(why).waitFor()
      await page.getByText(unknown, { exact: true }).first().waitFor()
      await page.getByText(next, { exact: false }).waitFor()
      await page.getByText('6021 0000 03').waitFor()
      await page.getByText(grouped(ORDERS[0]?.order_no ?? '')).waitFor()
      await page.getByText(frames).click()
      await page.getByText('68 30 73 01 10 20 06 68 1C', { exact: false }).waitFor()
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
      await page.getByRole('button', { name: copy }).click()
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(
        /^\+0\.020 sent FE FE 68 [^\n]* 16\n\+0\.432 heard FE FE 68 [^\n]* 16\n\+2\.900 sent FE FE 68 [^\n]* 16$/,
      )
      await page.setViewportSize({ width: DESKTOP.width, height: TALL })
      await look(page, `console/meters/work${language === '' ? '' : '-en'}`)
    })
  })

  it('shows a parameter before, as it was wanted and as it was read back', async () => {
    await open(`#/meter-works/${WORKS[1]?.record.work}`, OFFICER, async (page) => {
      await page.getByRole('heading', { name: '参数：每屏显示时间（秒）' }).waitFor()
      await page.getByText('5（05）').waitFor()
      expect(await page.getByText('8（08）').count()).toBe(2)
      await look(page, 'console/meters/parameter')
      await page.getByRole('link', { name: '这张工单的全部授权' }).click()
      await page.getByRole('article').first().waitFor()
      expect(page.url()).toContain(`order=${ORDERS[0]?.order}`)
    })
  })

  it('shows readings in the meter’s own order', async () => {
    await open(`#/meter-works/${WORKS[2]?.record.work}`, OFFICER, async (page) => {
      await page.getByText('1,234.56 kWh').waitFor()
      await page.getByText('费率 4').waitFor()
      await page.getByText('不为工单，也没有授权').waitFor()
    })
  })

  it('says that another meter answered, or none', async () => {
    await open(`#/meter-works/${WORKS[3]?.record.work}`, OFFICER, async (page) => {
      await page.getByText('不是要操作的表').waitFor()
      await look(page, 'console/meters/other-meter')
    })
    await open(`#/meter-works/${WORKS[5]?.record.work}`, OFFICER, async (page) => {
      await page.getByText('没有表应答').waitFor()
      await page.getByText('没有报文：命令没有发到线路上').waitFor()
    })
  })
})

describe.each(['', '?language=en'])('on a phone %s', (language) => {
  it.each([['list', PAGE], ['meter', `#/meters/${METER}`], ['work', `#/meter-works/${TRIP}`]])('%s fits', async (name, path) => {
    await open(`${language}${path}`, { ...OFFICER, width: PHONE.width, height: TALL }, async (page) => {
      await page.locator('main tbody a, main details').first().waitFor()
      await look(page, `console/meters/phone-${name}${language === '' ? '' : '-en'}`, { within: 'main' })
      const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
      expect(inner).toBe(outer)
    })
  })
})

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: option }).click()
}

function grouped(digits: string): string {
  return (digits.match(/\d{1,4}/g) ?? []).join(' ')
}
