/** What was done at meters, whichever they are: as the security officer and the station head read it. */

import { describe, expect, it } from 'vitest'
import { PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { consoleStories } from './consoleStories'
import { WORKS } from './fixtures/meters'
import { ORDERS } from './fixtures/orders'

const { open } = consoleStories()

const OFFICER = { role: 'security_officer' } as const
const HEAD = { role: 'station_head' } as const
const PAGE = '#/meter-works'

describe('the works', () => {
  it.each(['', '?language=en'])('are counted by what became of them, and narrowed by one press %s', async (language) => {
    await open(`${language}${PAGE}`, OFFICER, async (page) => {
      const tiles = page.getByRole('group').filter({ has: page.getByRole('button') }).first().getByRole('button')
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(50)
      await look(page, `console/works/list${language === '' ? '' : '-en'}`)
      await tiles.first().click()
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(1)
      expect(page.url()).toContain('kind=unverified')
      expect(await tiles.first().getAttribute('aria-pressed')).toBe('true')
      await look(page, `console/works/unverified${language === '' ? '' : '-en'}`)
      await tiles.first().click()
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(50)
    })
  })

  it('are narrowed by meter, person, command and days, and the filter stands in the address', async () => {
    await open(PAGE, OFFICER, async (page) => {
      const bar = page.getByRole('search', { name: '筛选作业' })
      const typed = bar.getByRole('searchbox', { name: '通信地址（可只输开头）' })
      await typed.fill('062')
      await typed.press('Enter')
      await bar.getByRole('alert').getByText('请输入 4 至 12 位数字').waitFor()
      await typed.fill('0620 1001 7330')
      await typed.press('Enter')
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(5)
      await bar.getByRole('combobox', { name: '命令' }).click()
      await page.locator('.ant-select-item-option').filter({ hasText: '跳闸' }).click()
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(1)
      await bar.getByLabel('到').fill('2025-07-01')
      await page.getByText('没有符合条件的作业').waitFor()
      expect(page.url()).toMatch(/meter=062010017330.*command=trip.*until=2025-07-01/)
      await look(page, 'console/works/none')
      await page.getByRole('button', { name: '看全部' }).first().click()
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(50)
      await page.getByRole('button', { name: '加载' }).click()
      await expect.poll(() => page.locator('tbody tr[data-row-key]').count()).toBe(66)
    })
  })

  it('lead to the work, to its meter, and to the order for whoever may open it', async () => {
    const order = `${PAGE}?order=${ORDERS[0]?.order}`
    const number = (ORDERS[0]?.order_no.match(/\d{1,4}/g) ?? []).join(' ')
    await open(order, OFFICER, async (page) => {
      await page.getByText(number).first().waitFor()
      expect(await page.getByRole('link', { name: number }).count()).toBe(0)
      await page.getByRole('button', { name: '不限于这张工单' }).waitFor()
    })
    await open(order, HEAD, async (page) => {
      await page.getByRole('link', { name: number }).first().waitFor()
      await page.locator('tbody').getByRole('link', { name: '0620 1001 7330' }).first().waitFor()
      await page.locator('tbody').getByRole('link', { name: '跳闸' }).click()
      await page.getByRole('heading', { level: 1, name: '作业：跳闸' }).waitFor()
      await page.getByText('报文只有信息安全员可以查看').waitFor()
      expect(await page.getByText('原始报文').count()).toBe(0)
    })
  })

  it('say that there are none yet', async () => {
    await open(PAGE, { ...OFFICER, mood: 'empty' }, async (page) => {
      await page.getByText('还没有作业').waitFor()
      await page.getByText('各终端的作业日志都接得上').waitFor()
      await look(page, 'console/works/empty')
    })
  })
})

describe('the journals of terminals', () => {
  it('that do not hold together are counted on the page, and named', async () => {
    await open(PAGE, OFFICER, async (page) => {
      await page.getByText('2 台终端的作业日志接不上').click()
      await page.getByText('分叉 2 条').waitFor()
      await page.getByText('缺口 1 处').first().waitFor()
      await look(page, 'console/works/chains')
    })
    await open(PAGE, HEAD, async (page) => {
      await page.locator('tbody a').first().waitFor()
      expect(await page.getByText('台终端的作业日志接不上').count()).toBe(0)
      expect(await page.getByRole('combobox', { name: '供电所' }).count()).toBe(0)
      await look(page, 'console/works/head')
    })
  })

  it('are not said to be whole while nobody knows', async () => {
    await open(PAGE, { ...OFFICER, mood: 'error', provokes: /503/ }, async (page) => {
      await page.getByText('暂时查不到各终端的作业日志').waitFor()
    })
  })

  it('are never shown as whole where they fork', async () => {
    await open(`#/meter-works/${WORKS[0]?.record.work}`, OFFICER, async (page) => {
      await page.getByText('另有一条记录接在同一条之后', { exact: false }).waitFor()
      await page.getByText('日志分叉').waitFor()
      await page.getByText('未核实', { exact: true }).waitFor()
      await look(page, 'console/works/fork')
    })
  })
})

describe.each(['', '?language=en'])('on a phone %s', (language) => {
  it('the list fits', async () => {
    await open(`${language}${PAGE}`, { ...OFFICER, width: PHONE.width, height: 1800 }, async (page) => {
      await page.locator('tbody a').first().waitFor()
      await look(page, `console/works/phone${language === '' ? '' : '-en'}`, { within: 'main' })
      const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
      expect(inner).toBe(outer)
    })
  })
})
