/** Giving work to people: loads, the map, rules, certificates, areas that move, and the export of a list. */

import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { id } from './fixtures/moments'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const MAP_IS_THERE = '[role=region][aria-busy=false] .maplibregl-marker'

describe('dispatching', () => {
  it.each([['zh', 1440], ['en', 1440], ['zh', 1024]] as const)('chooses orders by a frame on the map and gives them to the grid: %s %i', async (language, width) => {
    await open(`?language=${language}#/dispatch`, { width }, async (page, api) => {
      await page.locator(MAP_IS_THERE).first().waitFor()
      const map = await page.locator('canvas.maplibregl-canvas').boundingBox()
      if (!map) throw new Error('no map')
      await page.keyboard.down('Shift')
      await page.mouse.move(map.x + 20, map.y + 20)
      await page.mouse.down()
      await page.mouse.move(map.x + map.width / 2, map.y + map.height - 20, { steps: 8 })
      await look(page, `console/dispatch/frame-${language}-${width}`)
      await page.mouse.up()
      await page.keyboard.up('Shift')
      const give = page.getByRole('button', { name: language === 'zh' ? /^派工 \/ 转派 [1-9]\d* 张/ : /^Dispatch [1-9]/ })
      await give.waitFor()
      await page.locator('.maplibregl-marker').first().click()
      const card = page.getByRole('region', { name: '城关一网格' })
      await look(page, `console/dispatch/chosen-${language}-${width}`)
      await card.getByRole('button', { name: language === 'zh' ? '派给 A 岗' : 'Give to A' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(language === 'zh' ? /刘建国: 现有 \d+ 个环节, 派工后 \d+ 个/ : /刘建国: \d+ now, \d+ then/).waitFor()
      await look(page, `console/dispatch/effect-${language}-${width}`)
      expect(api.commands).toEqual([])
    })
  })

  it('asks the platform for a grid alone, and chooses nothing by that', async () => {
    await open('#/dispatch', {}, async (page) => {
      await page.locator(MAP_IS_THERE).first().waitFor()
      const rows = page.locator('tbody tr.ant-table-row')
      const before = await rows.count()
      const asked = page.waitForRequest((request) => request.url().includes(`grid=${id(3, 2)}`))
      await page.locator('.maplibregl-marker').filter({ hasText: '东黄坨网格' }).click()
      await asked
      await expect.poll(() => rows.count()).toBeLessThan(before)
      await page.getByRole('button', { name: '派工 / 转派 0 张' }).waitFor()
      await look(page, 'console/dispatch/grid-chosen')
      await page.getByRole('button', { name: '显示全部网格' }).click()
      await expect.poll(() => rows.count()).toBe(before)
    })
  })

  it('warns of whoever has as much as he may, and wants a reason', async () => {
    await open('#/orders?flag=undispatched', {}, async (page, api) => {
      await page.locator('tbody a').first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('a')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: '选择 李敏' }).check()
      await dialog.getByText('李敏: 现有 12 个环节, 派工后 13 个, 超过上限 12; 仍要派给他请填写原因').waitFor()
      const confirm = dialog.getByRole('button', { name: '派工', exact: true })
      expect(await confirm.isDisabled()).toBe(true)
      await dialog.getByLabel('超过在手上限的原因 (记入工单经过)').fill('客户指定')
      await look(page, 'console/dispatch/over-limit')
      await confirm.click()
      await page.getByText('已派出 1 个环节').waitFor()
      expect(api.commands[0]?.body).toMatchObject({ to: id(2, 3), reason: '客户指定' })
    })
  })

  it.each(['zh', 'en'] as const)('keeps the rules of the station: %s', async (language) => {
    await open(`?language=${language}#/dispatch`, {}, async (page, api) => {
      await page.getByRole('button', { name: language === 'zh' ? '派工规则' : 'Rules', exact: true }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('spinbutton').first().fill('15')
      await dialog.getByRole('checkbox').nth(1).check()
      await look(page, `console/dispatch/rules-${language}`)
      await dialog.getByRole('button', { name: language === 'zh' ? '保存' : 'Save' }).click()
      await page.getByText(language === 'zh' ? '派工规则已保存' : 'Rules saved').waitFor()
      expect(api.commands).toMatchObject([{ path: 'dispatch/rules', body: { station: id(1, 0), most_in_hand: 15, sign_in_minutes: 30, places_itself: false } }])
    })
  })

  it('lets somebody take another number than his station says', async () => {
    await open('#/people', {}, async (page, api) => {
      await page.getByRole('button', { name: '设置 刘建国 的在手上限' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('spinbutton').fill('6')
      await look(page, 'console/dispatch/person-limit')
      await dialog.getByRole('button', { name: '保存' }).click()
      await page.getByText('在手上限已保存').waitFor()
      expect(api.commands).toMatchObject([{ path: 'dispatch/person-limit', body: { person: id(2, 2), most_in_hand: 6 } }])
    })
  })
})

describe('certificates', () => {
  it.each(['zh', 'en'] as const)('shows what ends soon, and extends it: %s', async (language) => {
    await open(`?language=${language}#/people?tab=certificates`, {}, async (page, api) => {
      await page.getByText(language === 'zh' ? /一专多能 \d+ \/ \d+ 人/ : /Two certificates or more: \d+ of \d+/).waitFor()
      await page.getByText(language === 'zh' ? '4 本已过期或一个月内到期' : '4 are over or will be within a month').waitFor()
      await page.getByRole('button', { name: language === 'zh' ? /刘建国 的低压电工作业证: 已过期/ : /Low-voltage licence of 刘建国: ended/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.locator('input[type=date]').fill('2028-07-05')
      await look(page, `console/certificates/one-${language}`)
      await dialog.getByRole('button', { name: language === 'zh' ? '延期' : 'Extend' }).click()
      await page.getByText(language === 'zh' ? '已延期至 2028-07-05' : 'Extended to 2028-07-05').waitFor()
      expect(api.commands).toMatchObject([{ path: 'certificates/extend', body: { certificate: id(11, 0), valid_to: '2028-07-05' } }])
    })
  })

  it('adds one, and says that it would end before it begins', async () => {
    await open('#/people?tab=certificates', {}, async (page, api) => {
      await page.getByRole('button', { name: '登记证书' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox', { name: '持证人' }).fill('李敏')
      await page.keyboard.press('Enter')
      await dialog.getByRole('combobox', { name: '证书种类' }).click()
      await page.getByTitle('高处作业证', { exact: true }).last().click()
      await dialog.getByLabel('证书编号').fill('G-7')
      await dialog.getByLabel('发证机关').fill('应急管理局')
      await dialog.getByLabel('有效期起').fill('2025-07-01')
      await dialog.getByLabel('有效期止').fill('2025-06-30')
      await dialog.getByText('有效期止要不早于有效期起').waitFor()
      expect(await dialog.getByRole('button', { name: '登记', exact: true }).isDisabled()).toBe(true)
      await dialog.getByLabel('有效期止').fill('2028-06-30')
      await look(page, 'console/certificates/add')
      await dialog.getByRole('button', { name: '登记', exact: true }).click()
      await page.getByText('已登记').waitFor()
      expect(api.commands).toMatchObject([{
        path: 'certificates',
        body: { person: id(2, 3), kind: 'work_at_height', number: 'G-7', issued_by: '应急管理局', valid_from: '2025-07-01', valid_to: '2028-06-30' },
      }])
    })
  })
})

describe('areas that move', () => {
  it.each(['zh', 'en'] as const)('says beforehand who gets what, then plans it: %s', async (language) => {
    await open(`?language=${language}#/people/cut-overs`, {}, async (page, api) => {
      await page.getByRole('button', { name: language === 'zh' ? '新的割接' : 'Move an area' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('combobox').first().fill('东街')
      await page.locator('.ant-select-item-option-active').waitFor()
      await page.keyboard.press('Enter')
      await dialog.getByRole('combobox').nth(1).click()
      await page.getByTitle('东黄坨网格', { exact: true }).last().click()
      await dialog.locator('input[type=date]').fill('2025-07-14')
      await dialog.getByRole('button', { name: language === 'zh' ? '网格调整' : 'Grids were redrawn' }).click()
      await dialog.getByText(language === 'zh' ? '李敏: 4 个' : '李敏: 4').waitFor()
      await dialog.getByText(language === 'zh' ? '3 个环节已签收或在办, 由原承办人办完' : '3 signed in or begun, their worker finishes them').waitFor()
      await look(page, `console/cut-overs/preview-${language}`)
      await dialog.getByRole('button', { name: language === 'zh' ? '安排割接' : 'Plan it' }).click()
      await page.getByText(language === 'zh' ? '割接已安排' : 'Planned', { exact: true }).first().waitFor()
      const planned = api.commands.filter(({ path }) => path === 'cut-overs')
      expect(planned).toMatchObject([{ body: { area: '0130224001', to_grid: id(3, 2), from_day: '2025-07-14', takes_begun: false } }])
    })
  })

  it('tells what became of the orders, and takes back what is only planned', async () => {
    await open('#/people/cut-overs', {}, async (page, api) => {
      await page.locator('tbody tr').filter({ hasText: '前庄台区' }).getByRole('button').first().click()
      await page.getByText('5 个环节转给').first().waitFor()
      await page.getByText('建档起 至', { exact: false }).first().waitFor()
      await look(page, 'console/cut-overs/report')
      await page.getByRole('button', { name: '取消割接: 东街台区' }).click()
      await page.getByText('割接已取消').waitFor()
      expect(api.commands).toMatchObject([{ path: 'cut-overs/cancel', body: { cut_over: id(13, 0) } }])
    })
  })
})

it('saves the list of orders as a workbook, as it is narrowed', async () => {
  await open('#/orders?state=all&due=overdue', {}, async (page) => {
    await page.locator('tbody a').first().waitFor()
    const asked = page.waitForRequest((request) => request.url().includes('orders.xlsx'))
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '导出 Excel' }).click()
    expect(new URL((await asked).url()).search).toBe('?due=overdue')
    expect((await saved).suggestedFilename()).toBe('工单_2025-07-11.xlsx')
    await page.getByText('已导出 40 张工单').waitFor()
    await look(page, 'console/orders/exported')
  })
})

it.each(['zh', 'en'] as const)('confirms the grid that was proposed by position: %s', async (language) => {
  await open(`?language=${language}#/items`, {}, async (page, api) => {
    await page.getByText(language === 'zh' ? /按最近网格推荐: 东黄坨网格, 相距约 640 米/ : /the nearest grid is 东黄坨网格, about 640 m away/).first().click()
    const place = page.getByRole('button', { name: language === 'zh' ? '归入东黄坨网格' : 'Place into 东黄坨网格' })
    await place.waitFor()
    await look(page, `console/items/nearest-${language}`)
    await place.click()
    await page.getByText(language === 'zh' ? '已归入, 派出 1 个环节' : 'Placed; 1 stage dispatched').waitFor()
    expect(api.commands).toMatchObject([{ path: 'orders/place', body: { grid: id(3, 2) } }])
  })
})
