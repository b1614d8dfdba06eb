/** A reading route of sixty meters: its plan is made at a desk, and it is one line wherever orders are listed. */

import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { consoleStories } from './consoleStories'
import { PLAN_FILE, READING_FILES, ROUTE_FILE, ROUTE_LINE } from './fixtures/route'

const { open } = consoleStories()
const ADDRESS = `#/orders/${ROUTE_FILE.order.order}`

describe('a plan at a desk', () => {
  it('offers whoever may take what the outcome leads to, and hands in the choice', async () => {
    await open(ADDRESS, { role: 'back_office_clerk', file: PLAN_FILE, process: READING_FILES }, async (page, api) => {
      await page.getByRole('button', { name: '办理: 计划与数据准备' }).click()
      const form = page.getByRole('form', { name: '计划与数据准备' })
      const choose = (field: string, option: string) =>
        form.getByRole('group', { name: field, exact: true }).getByRole('radio', { name: option, exact: true }).check()
      expect(await form.getByText('下一环节给谁').count()).toBe(0)
      await choose('计划结论', '按计划下装')
      await choose('数据已准备并核对', '是')
      await form.getByRole('button', { name: '提交' }).click()
      await form.getByText('请选择谁办理下一环节').waitFor()
      expect(api.commands).toEqual([])
      await form.getByText('下一环节给谁').scrollIntoViewIfNeeded()
      const away = form.getByRole('radio', { name: /^赵卫东.*请假或外出/ })
      expect(await away.isDisabled()).toBe(true)
      await look(page, 'console/route/recipient')
      await form.getByRole('radio', { name: /^刘建国/ }).check()
      await form.getByRole('button', { name: '提交' }).click()
      await page.getByText('已提交: 计划与数据准备').waitFor()
      expect(api.commands).toMatchObject([{ path: 'orders/perform', body: { stage: Object.keys(PLAN_FILE.order.stages)[0], to: { person: ROUTE_LINE.stages[0]?.assignee } } }])
    })
  })
})

describe('a route on its way', () => {
  it('is one line in the list, on the board and where it is dispatched', async () => {
    for (const [address, name] of [['#/orders', 'list'], ['#/orders?view=board', 'board'], ['#/dispatch', 'dispatch']] as const) {
      for (const [width, height] of [[1440, 900], [1024, 700]] as const) {
        await open(address, { lines: [ROUTE_LINE], width, height }, async (page) => {
          if (name === 'dispatch') await page.getByRole('checkbox', { name: '只看未派工' }).uncheck()
          await page.getByText(name === 'board' ? '1/60 项' : '抄表 1/60').first().waitFor()
          expect(await page.getByText('刘建国').filter({ visible: true }).count()).toBeLessThan(20)
          await look(page, `console/route/${name}-${width}`)
        })
      }
    }
  })

  it('is named by its own process, although another has a form of the same name', async () => {
    await open(ADDRESS, { file: ROUTE_FILE, process: READING_FILES }, async (page) => {
      await page.getByText('计划与数据准备').first().waitFor()
      expect(await page.getByText('催费计划').count()).toBe(0)
    })
  })

  it.each([[1440, 900], [1024, 700]] as const)('is one stage, one button and one line of limits on its own page: %d', async (width, height) => {
    await open(ADDRESS, { file: ROUTE_FILE, process: READING_FILES, width, height }, async (page, api) => {
      await page.getByRole('button', { name: /^转派: / }).first().waitFor()
      expect(await page.getByRole('button', { name: /^转派: / }).count()).toBe(1)
      await page.getByText('时限 (2)').click()
      await page.getByText('2/60 项已结束').waitFor()
      await page.getByText('抄表 1/60').first().waitFor()
      await look(page, `console/route/order-${width}`)
      expect(await page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThan(2_500)
      await page.locator('summary').filter({ hasText: '抄表 1/60' }).click()
      await page.getByText('第 60 项').waitFor({ state: 'attached' })
      await page.getByRole('button', { name: /^转派: / }).click()
      const dialog = page.getByRole('dialog', { name: '转派: 1 个环节' })
      await dialog.getByText('59 项').waitFor()
      await look(page, `console/route/reassign-${width}`)
      expect(api.commands).toEqual([])
    })
  })
})
