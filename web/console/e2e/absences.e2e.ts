/** Who is away when: the calendar, adding, cancelling, and what the other pages say of it. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { ABSENCES } from './fixtures/absences'
import { id } from './fixtures/moments'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const JULY = '#/people/absences'

describe('duty and leave', () => {
  it('warns of the grids whose two people are both away, and for how long', async () => {
    await open(JULY, {}, async (page) => {
      const gaps = page.getByRole('region', { name: /A 岗、B 岗都不在/ })
      await gaps.getByText('城关一网格').waitFor()
      await gaps.getByText('7月17日周四 00:00 至 7月18日周五 12:00: 刘建国、李敏').first().waitFor()
      await gaps.getByText('赵卫东 (另一岗空缺)', { exact: false }).waitFor()
      const cell = (name: string) => calendar(page).getByRole('gridcell', { name, exact: false })
      await cell('城关一网格, 7月17日周四: A 岗、B 岗都不在').waitFor()
      await cell('城关一网格, 7月16日周三: 有人').waitFor()
      expect(await calendar(page).getByRole('columnheader', { name: /^11/ }).getAttribute('aria-current')).toBe('date')
    })
  })

  it('is walked through by keys, and records what Enter begins', async () => {
    await open(JULY, {}, async (page, api) => {
      const first = calendar(page).getByRole('gridcell', { name: '王建国, 今天', exact: false })
      await first.focus()
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Home', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
      const dialog = page.getByRole('dialog', { name: '登记请假或外出' })
      await dialog.getByText('刘建国 13020003').waitFor()
      expect(await dialog.getByLabel('从', { exact: true }).inputValue()).toBe('2025-07-02')
      await dialog.getByLabel('从', { exact: true }).fill('2025-07-17')
      expect(await dialog.getByLabel('到 (含这一天)').inputValue()).toBe('2025-07-17')
      await dialog.getByText('刘建国 这段时间已有记录: 7月16日周三 至 7月18日周五, 共 3 天').waitFor()
      await dialog.getByText('登记后 城关一网格 没有人在岗: 7月17日周四, 全天').waitFor()
      await dialog.getByRole('radio', { name: '培训' }).check()
      await dialog.getByLabel('说明 (可不填)').fill('安规考试')
      await look(page, 'console/absences/add')
      await dialog.getByRole('button', { name: '登记' }).click()
      await page.getByText('已登记: 刘建国, 7月17日周四, 全天').waitFor()
      const [added, ...others] = api.commands
      expect(others).toEqual([])
      expect(added).toMatchObject({
        path: 'absences', csrf: 'csrf',
        body: { person: id(2, 2), kind: 'training', note: '安规考试', from: micros('2025-07-17T00:00:00+08:00'), until: micros('2025-07-18T00:00:00+08:00') },
      })
      expect(added?.key).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('says that a time ends before it begins, and why the platform refuses', async () => {
    await open(JULY, { provokes: /403/ }, async (page, api) => {
      await page.getByRole('button', { name: '登记请假或外出' }).click()
      const dialog = page.getByRole('dialog')
      const record = dialog.getByRole('button', { name: '登记', exact: true })
      expect(await record.isDisabled()).toBe(true)
      await dialog.getByRole('combobox', { name: '谁不在' }).fill('张海峰')
      await page.keyboard.press('Enter')
      await dialog.getByRole('checkbox', { name: '整天' }).uncheck()
      await dialog.getByLabel('到几点').fill('07:30')
      await dialog.getByText('结束要晚于开始, 请改时间').waitFor()
      expect(await record.isDisabled()).toBe(true)
      await dialog.getByLabel('到几点').fill('12:00')
      api.next([403, 'not-allowed', 'keep_absences is not for this role'])
      await record.click()
      await dialog.getByRole('alert').getByText('只能登记本所人员的请假').waitFor()
      await look(page, 'console/absences/refused')
      await record.click()
      await page.getByText('已登记: 张海峰', { exact: false }).waitFor()
      expect(api.commands[1]?.key).not.toBe(api.commands[0]?.key)
    })
  })

  it('cancels after asking, and says when somebody else was faster', async () => {
    await open(JULY, { provokes: /404/ }, async (page, api) => {
      await calendar(page).getByRole('gridcell', { name: '李敏, 7月17日周四: 培训', exact: false }).click()
      const dialog = page.getByRole('dialog', { name: '取消 李敏 的培训?' })
      await dialog.getByText('7月17日周四 00:00 至 7月18日周五 12:00').waitFor()
      await look(page, 'console/absences/cancel')
      expect(api.commands).toEqual([])
      api.next([404, 'not-found', '没有这条请假或外出记录'])
      await dialog.getByRole('button', { name: '取消这条记录' }).click()
      await dialog.getByRole('alert').getByText('没有这条请假或外出记录').waitFor()
      await dialog.getByText('可能已由他人取消, 返回看最新情况').waitFor()
      await dialog.getByRole('button', { name: '返回' }).click()
      // From the list, by keys: the third is not over yet.
      await page.getByRole('heading', { name: /本月记录/ }).click()
      for (const key of ['j', 'j', 'j']) await page.keyboard.press(key)
      await page.locator('.is-active').scrollIntoViewIfNeeded()
      await look(page, 'console/absences/list')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog', { name: '取消 赵卫东 的请假?' }).getByRole('button', { name: '取消这条记录' }).click()
      await page.getByText('已取消 赵卫东 的请假').waitFor()
      expect(api.commands.at(-1)).toMatchObject({ path: 'absences/cancel', body: { absence: ABSENCES[2]?.absence } })
    })
  })

  it('goes from month to month, and keeps that in the address', async () => {
    await open(JULY, {}, async (page) => {
      await calendar(page).getByRole('gridcell').first().waitFor()
      await page.getByRole('button', { name: '下个月' }).click()
      await page.getByText('这个月没有请假或外出').waitFor()
      expect(page.url()).toContain('month=2025-08')
      // By keys, which go on in the month that they lead to.
      await calendar(page).getByRole('gridcell').first().focus()
      await page.keyboard.press('PageDown')
      await page.getByText('2025-09', { exact: true }).waitFor()
      await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('9月1日')
      await page.keyboard.press('ArrowRight')
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('9月2日')
      await page.keyboard.press('PageUp')
      await page.getByText('2025-08', { exact: true }).waitFor()
      await page.getByText('本月每个网格都有人在岗').waitFor()
      // A button keeps the focus that it has.
      await page.getByRole('button', { name: '下个月' }).click()
      await page.getByText('2025-09', { exact: true }).waitFor()
      await calendar(page).getByRole('gridcell').first().waitFor()
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('下个月')
      await page.getByRole('button', { name: '本月' }).click()
      await page.getByRole('heading', { name: '本月记录 (5)' }).waitFor()
    })
  })

  it('is for looking only for whoever keeps no absences', async () => {
    await open(JULY, { role: 'back_office_clerk' }, async (page) => {
      await calendar(page).getByRole('gridcell', { name: '李敏, 7月17日周四: 培训', exact: false }).click()
      expect(await page.getByRole('dialog').count()).toBe(0)
      expect(await page.getByRole('button', { name: /登记|取消/ }).count()).toBe(0)
    })
  })

  it('is told on the pages of people and dispatch, and nothing is given to whoever is away', async () => {
    await open('#/people', {}, async (page) => {
      const row = page.getByRole('row').filter({ hasText: '赵卫东' })
      await row.getByRole('link', { name: '请假, 7月13日周日 00:00 回来' }).click()
      await page.getByRole('heading', { name: '本月记录 (1)' }).waitFor()
      await page.getByRole('button', { name: '显示全部人员' }).click()
      await page.getByRole('heading', { name: '本月记录 (5)' }).waitFor()
    })
    await open('#/dispatch', {}, async (page) => {
      await page.getByRole('link', { name: '现在 1 人不在岗' }).waitFor()
      await page.getByRole('checkbox', { name: /^选择工单/ }).first().check()
      await page.getByRole('button', { name: /^派工 \/ 转派/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('row').filter({ hasText: '赵卫东' }).getByText('请假, 7月13日周日 00:00 回来').waitFor()
      expect(await dialog.getByRole('radio', { name: '选择 赵卫东' }).isDisabled()).toBe(true)
      await look(page, 'console/absences/dispatch')
    })
  })
})

function calendar(page: Page) {
  return page.getByRole('grid', { name: /值班与请假/ })
}

function micros(instant: string): number {
  return Date.parse(instant) * 1000
}
