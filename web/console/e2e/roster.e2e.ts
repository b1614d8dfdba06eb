/** Who is on duty when: a week of a station, days off that nobody covers, arranging, copying, cancelling with the way back. */

import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { id } from './fixtures/moments'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const WEEK = '#/roster'
const STATION = id(1, 0)

describe('the duty roster', () => {
  it.each([['zh', 1366], ['en', 1366], ['zh', 1024], ['en', 1024]] as const)('shows a week with its days off, and who is away: %s %i', async (language, width) => {
    await open(`?language=${language}${WEEK}`, { width, height: 768 }, async (page) => {
      await table(page).getByRole('gridcell').first().waitFor()
      await page.getByRole('region', { name: language === 'zh' ? /休息日没有人值班/ : /Days off without anybody/ }).waitFor()
      await look(page, `console/roster/${language}-${width}`)
      if (language === 'en') return
      const cell = (name: string) => table(page).getByRole('gridcell', { name, exact: false })
      await cell('刘建国，7月7日周一：夜班 7月6日周日 18:00 至 7月7日周一 08:00；夜班 7月7日周一 18:00').waitFor()
      await cell('王建国，今天：带班 今天 08:00 至 明天 08:00').waitFor()
      await cell('赵卫东，明天：白班 明天 08:00–18:00；请假不在').waitFor()
      expect(await table(page).getByRole('columnheader', { name: /周五/ }).getAttribute('aria-current')).toBe('date')
      await table(page).getByRole('columnheader', { name: /周六 07-12 休 周末/ }).waitFor()
      expect(await page.getByRole('navigation').getByRole('link', { name: '值班表' }).getAttribute('aria-current')).toBe('page')
    })
  })

  it('warns of days off that nobody covers and of duties of who is away, with the next step', async () => {
    await open(WEEK, {}, async (page) => {
      const gaps = page.getByRole('region', { name: '休息日没有人值班（1）' })
      await gaps.getByText('明天：08:00–24:00 没有人值班').waitFor()
      await page.getByText('部分时段没有人：7月13日周日 00:00–08:00').waitFor()
      const clash = page.getByRole('region', { name: '排了值班但不在（1）' })
      await clash.getByText('赵卫东：白班 明天 08:00–18:00，请假').waitFor()
      await clash.getByRole('button', { name: '处理 赵卫东 明天 的值班' }).click()
      await page.getByRole('dialog', { name: '赵卫东，明天' }).getByRole('link', { name: '查看请假' }).waitFor()
      await look(page, 'console/roster/day')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await gaps.getByRole('button', { name: '安排 明天 的值班' }).click()
      const dialog = page.getByRole('dialog', { name: '安排值班' })
      await dialog.getByRole('combobox', { name: '谁值班' }).fill('周国强')
      await page.keyboard.press('Enter')
      await dialog.getByRole('button', { name: '安排', exact: true }).click()
      await page.getByText('已安排：周国强，白班，明天 08:00–18:00').waitFor()
      // The day is covered now, but for its night.
      await gaps.waitFor({ state: 'hidden' })
      await page.getByText(/部分时段没有人：明天 18:00–24:00；/).waitFor()
    })
  })

  it('is walked through by keys, and arranges what Enter begins with the usual hours of the kind', async () => {
    await open(WEEK, { provokes: /422/ }, async (page, api) => {
      await table(page).getByRole('gridcell', { name: '王建国，今天', exact: false }).focus()
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'Enter']) await page.keyboard.press(key)
      const dialog = page.getByRole('dialog', { name: '安排值班' })
      await dialog.getByText('刘建国 13020003').waitFor()
      expect(await dialog.getByLabel('从', { exact: true }).inputValue()).toBe('2025-07-12')
      expect(await dialog.getByLabel('到几点').inputValue()).toBe('18:00')
      await dialog.getByRole('radio', { name: '夜班' }).check()
      expect(await dialog.getByLabel('到', { exact: true }).inputValue()).toBe('2025-07-13')
      expect(await dialog.getByLabel('到几点').inputValue()).toBe('08:00')
      // The end goes with the beginning.
      await dialog.getByLabel('从', { exact: true }).fill('2025-07-11')
      expect(await dialog.getByLabel('到', { exact: true }).inputValue()).toBe('2025-07-12')
      await dialog.getByLabel('说明（可不填）').fill('替李敏')
      await look(page, 'console/roster/add')
      api.next([422, 'invalid', '该人员不属于任何供电所'])
      await dialog.getByRole('radio', { name: '夜班' }).press('Enter')
      await dialog.getByRole('alert').getByText('该人员不属于任何供电所').waitFor()
      await dialog.getByRole('button', { name: '安排', exact: true }).click()
      await page.getByText('已安排：刘建国，夜班，今天 18:00 至 明天 08:00').waitFor()
      expect(api.commands).toHaveLength(2)
      expect(api.commands[1]).toMatchObject({
        path: 'duties', csrf: 'csrf',
        body: { person: id(2, 2), kind: 'night', note: '替李敏', from: micros('2025-07-11T18:00:00+08:00'), until: micros('2025-07-12T08:00:00+08:00') },
      })
      expect(api.commands[1]?.key).toMatch(/^[0-9a-f-]{36}$/)
      await table(page).getByRole('gridcell', { name: '刘建国，今天：夜班', exact: false }).waitFor()
    })
  })

  it('does not put on duty whoever is away, and says that somebody is on duty already', async () => {
    await open(WEEK, {}, async (page, api) => {
      await page.getByRole('button', { name: '安排值班' }).click()
      const dialog = page.getByRole('dialog', { name: '安排值班' })
      const arrange = dialog.getByRole('button', { name: '安排', exact: true })
      expect(await arrange.isDisabled()).toBe(true)
      await dialog.getByRole('combobox', { name: '谁值班' }).fill('赵卫东')
      await page.keyboard.press('Enter')
      await dialog.getByRole('alert').getByText('赵卫东 这段时间不在', { exact: false }).waitFor()
      await dialog.getByRole('alert').getByRole('link', { name: '查看请假' }).waitFor()
      expect(await arrange.isDisabled()).toBe(true)
      await look(page, 'console/roster/away')
      await dialog.getByRole('combobox', { name: '谁值班' }).fill('王建国')
      await page.keyboard.press('Enter')
      await dialog.getByRole('status').getByText('王建国 这段时间已有值班：带班').waitFor()
      expect(await arrange.isEnabled()).toBe(true)
      await dialog.getByRole('radio', { name: '带班' }).check()
      await dialog.getByRole('alert').getByText('王建国 这一班已经排过').waitFor()
      expect(await arrange.isDisabled()).toBe(true)
      await dialog.getByLabel('到', { exact: true }).fill('2025-07-20')
      await dialog.getByRole('alert').getByText('一次值班最多三天，请分几次安排').waitFor()
      expect(api.commands).toEqual([])
    })
  })

  it('cancels with the way back, and says when somebody else was faster', async () => {
    await open(WEEK, { provokes: /404/ }, async (page, api) => {
      const cell = table(page).getByRole('gridcell', { name: '张海峰，7月13日周日：白班', exact: false })
      await cell.click()
      const dialog = page.getByRole('dialog', { name: '张海峰，7月13日周日' })
      await look(page, 'console/roster/two')
      api.next([404, 'not-found', '没有这条值班记录'])
      await dialog.getByRole('button', { name: '取消这一班：备班', exact: false }).click()
      await dialog.getByRole('alert').getByText('没有这条值班记录').waitFor()
      await dialog.getByRole('button', { name: '取消这一班：白班', exact: false }).click()
      await dialog.waitFor({ state: 'hidden' })
      await page.getByText('已取消：张海峰，白班，7月13日周日 08:00–18:00').waitFor()
      await page.getByText('休息日没有人值班（2）').waitFor()
      await look(page, 'console/roster/cancelled')
      await page.getByRole('button', { name: '撤销取消' }).click()
      await page.getByText('已恢复：张海峰，白班，7月13日周日 08:00–18:00').waitFor()
      await page.getByText('休息日没有人值班（1）').waitFor()
      expect(api.commands.at(-1)).toMatchObject({ path: 'duties', body: { person: id(2, 4), kind: 'day', from: micros('2025-07-13T08:00:00+08:00') } })
      // By keys: one alone is cancelled at once, and U brings it back.
      await table(page).getByRole('gridcell', { name: '周国强，7月13日周日：夜班', exact: false }).focus()
      await page.keyboard.press('Delete')
      await page.getByText('已取消：周国强，夜班', { exact: false }).waitFor()
      await page.keyboard.press('u')
      await page.getByText('已恢复：周国强，夜班', { exact: false }).waitFor()
    })
  })

  it('copies the week before after showing what comes and what is left out', async () => {
    await open(WEEK, { provokes: /503/ }, async (page, api) => {
      await page.getByRole('button', { name: '复制上一周' }).click()
      const dialog = page.getByRole('dialog', { name: '复制上一周的值班' })
      await dialog.getByText('从 2025-06-30 至 07-06，第 27 周，到 2025-07-07 至 07-13，第 28 周').waitFor()
      const added = dialog.getByRole('region', { name: '将安排（4）' })
      const skipped = dialog.getByRole('region', { name: '跳过（2）' })
      await added.getByRole('listitem').filter({ hasText: '张海峰' }).getByText('明天').waitFor()
      await skipped.getByRole('listitem').filter({ hasText: '刘建国' }).getByText('已经排过').waitFor()
      await skipped.getByRole('listitem').filter({ hasText: '李敏' }).getByText('已经排过').waitFor()
      await look(page, 'console/roster/copy')
      // Zhao is there again on Sunday; the platform stops in the middle, and goes on where it stopped.
      api.next([503, 'busy', 'nothing was changed'])
      await dialog.getByRole('button', { name: '安排这 4 班' }).click()
      await dialog.getByRole('alert').waitFor()
      await dialog.getByRole('button', { name: '安排这 4 班' }).click()
      await page.getByText('已安排 4 班').waitFor()
      expect(api.commands.map(({ path }) => path)).toEqual(['duties/copy', 'duties/copy'])
    })
  })

  it('copies a week in one piece while nobody is away, and one by one around whoever is', async () => {
    await open(`${WEEK}?week=2025-07-16`, { provokes: /503/ }, async (page, api) => {
      await page.getByText('这一周还没有排班').waitFor()
      await look(page, 'console/roster/none')
      await page.getByRole('button', { name: '复制上一周' }).first().click()
      const dialog = page.getByRole('dialog')
      const skipped = dialog.getByRole('region', { name: /^跳过/ })
      await skipped.getByRole('listitem').filter({ hasText: '李敏' }).getByText('培训', { exact: false }).waitFor()
      await look(page, 'console/roster/copy-around')
      const button = dialog.getByRole('button', { name: /^安排这/ })
      const count = Number(/\d+/.exec((await button.textContent()) ?? '')?.[0])
      await button.click()
      await page.getByText(`已安排 ${count} 班`).waitFor()
      expect(api.commands).toHaveLength(count)
      expect(new Set(api.commands.map(({ path }) => path))).toEqual(new Set(['duties']))
      expect(new Set(api.commands.map(({ key }) => key)).size).toBe(count)
      expect(api.commands.some(({ body }) => (body as { person: string }).person === id(2, 3) && (body as { kind: string }).kind === 'night')).toBe(false)
    })
    await open(`${WEEK}?week=2025-07-21`, {}, async (page) => {
      await page.getByRole('button', { name: '复制上一周' }).first().click()
      await page.getByRole('dialog').getByText('上一周没有排班，没有可复制的').waitFor()
      expect(await page.getByRole('dialog').getByRole('button', { name: /^安排这/ }).isDisabled()).toBe(true)
    })
  })

  it('knows holidays and moved working days, and goes from week to week', async () => {
    await open(`${WEEK}?week=2025-10-08`, {}, async (page) => {
      await table(page).getByRole('columnheader', { name: /周三 10-08 休 国庆节、中秋节/ }).waitFor()
      await table(page).getByRole('columnheader', { name: /周六 10-11 班 调休上班/ }).waitFor()
      await page.getByText('休息日没有人值班（4）').waitFor()
      await look(page, 'console/roster/holiday')
      await table(page).locator('[role=gridcell]').first().focus()
      await page.keyboard.press('PageDown')
      await page.getByText('2025-10-13 至 10-19，第 42 周', { exact: true }).waitFor()
      await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain('10月13日')
      await page.getByRole('button', { name: '上一周', exact: true }).click()
      await page.getByText('2025-10-06 至 10-12，第 41 周', { exact: true }).waitFor()
      expect(page.url()).toContain('week=2025-10-06')
      await page.getByRole('button', { name: '本周', exact: true }).click()
      await page.getByText('2025-07-07 至 07-13，第 28 周', { exact: true }).waitFor()
    })
    await open(`${WEEK}?week=2026-01-05`, {}, async (page) => {
      await page.getByText('2026 年的节假日安排还没有确认', { exact: false }).waitFor()
    })
  })

  it('is for looking only for whoever arranges none', async () => {
    await open(WEEK, { role: 'back_office_clerk' }, async (page) => {
      await page.getByText('值班由本所所长或派工员安排').waitFor()
      await table(page).getByRole('gridcell', { name: '张海峰，7月13日周日', exact: false }).click()
      await page.getByRole('dialog', { name: '张海峰，7月13日周日' }).getByRole('button', { name: '返回' }).waitFor()
      expect(await page.getByRole('button', { name: /安排|取消|复制/ }).count()).toBe(0)
      await look(page, 'console/roster/reader')
    })
  })

  it('is found by its name, and lies beside duty and leave', async () => {
    await open('#/people/absences', {}, async (page) => {
      await page.getByRole('main').getByRole('link', { name: '值班表' }).click()
      await page.getByRole('heading', { name: '值班表' }).waitFor()
      await page.getByRole('main').getByRole('link', { name: '值班与请假' }).click()
      await page.getByRole('heading', { name: '值班与请假' }).waitFor()
      // An absence says that there is a duty in its time.
      await page.getByRole('button', { name: '登记请假或外出' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: '谁不在' }).fill('王建国')
      await page.keyboard.press('Enter')
      await dialog.getByText('王建国 这段时间排了值班: 带班 今天 08:00 至 明天 08:00', { exact: false }).waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: '查找' }).waitFor()
      await page.keyboard.type('值班')
      await page.getByRole('option', { name: '值班与请假' }).waitFor()
      await page.getByRole('option', { name: '值班表' }).click()
      await page.getByRole('heading', { name: '值班表' }).waitFor()
    })
  })

  it.each(['zh', 'en'] as const)('is read day by day on a phone, where nothing sticks out: %s', async (language) => {
    await open(`?language=${language}${WEEK}`, { width: 390, height: 844 }, async (page, api) => {
      const saturday = page.getByRole('region', { name: language === 'zh' ? /周六 07-12/ : /Sat 07-12/ })
      await saturday.waitFor()
      await look(page, `console/roster/phone-${language}`, { within: 'main' })
      const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
      expect(inner).toBe(outer)
      await saturday.scrollIntoViewIfNeeded()
      await page.screenshot({ path: picture(`phone-${language}-saturday`) })
      await saturday.getByRole('button', { name: language === 'zh' ? '安排值班' : 'Arrange a duty' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').fill('周国强')
      await page.keyboard.press('Enter')
      await page.screenshot({ path: picture(`phone-${language}-add`) })
      await dialog.getByRole('button', { name: language === 'zh' ? '安排' : 'Arrange', exact: true }).click()
      await saturday.getByRole('button', { name: /周国强/ }).waitFor()
      expect(api.commands).toMatchObject([{ path: 'duties', body: { person: id(2, 7), kind: 'day' } }])
      await page.getByRole('button', { name: language === 'zh' ? '复制上一周' : 'Copy the week before' }).click()
      await page.getByRole('dialog').getByRole('listitem').first().waitFor()
      await page.screenshot({ path: picture(`phone-${language}-copy`) })
    })
  })

  it('goes on one sheet of paper without what is only pressed', async () => {
    await open(`${WEEK}?station=${STATION}`, { width: 1366 }, async (page) => {
      await table(page).getByRole('gridcell').first().waitFor()
      await page.getByRole('region', { name: /休息日没有人值班/ }).waitFor()
      await page.emulateMedia({ media: 'print' })
      await page.getByText(/倴城供电所 · 2025-07-07 至 07-13，第 28 周 · 打印于 2025-07-11 15:20/).waitFor()
      expect(await page.getByRole('main').getByRole('button').count()).toBe(0)
      await page.setViewportSize({ width: 1040, height: 720 })
      await page.screenshot({ path: picture('print') })
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(paper.match(/\/Type \/Page\b/g)).toHaveLength(1)
    })
  })
})

function table(page: Page) {
  return page.getByRole('grid', { name: /值班表|Duty roster/ })
}

function picture(name: string): string {
  return fileURLToPath(new URL(`../../e2e/.out/console/roster/${name}.png`, import.meta.url))
}

function micros(instant: string): number {
  return Date.parse(instant) * 1000
}
