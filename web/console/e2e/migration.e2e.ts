/** Running orders of one version are moved to another: what is said beforehand, how it goes, and how it does not. */

import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { EVERY_REASON, NEXT_HASH, NONE_RUNNING, RUNNING } from './fixtures/migration'
import { BUNDLE_HASH } from './fixtures/orders'
import { PROCESSES } from './fixtures/processes'
import { consoleStories } from './consoleStories'
import type { MockedApi } from './mockApi'

const { open } = consoleStories()

const VERSION = `#/processes/${BUNDLE_HASH}`
const MIGRATION = `${VERSION}/migration`
const PLANNED = `${MIGRATION}?to=${NEXT_HASH}&place=install_energise:meter_and_energise`
const PLAN = { install_energise: 'meter_and_energise' }
const role = 'administrator' as const

describe('moving running orders', () => {
  it('is offered to whoever may, on the page of a version', async () => {
    await open(VERSION, { role }, async (page) => {
      await page.getByRole('button', { name: '迁移在途工单' }).click()
      await page.getByRole('heading', { name: '迁移在途工单' }).waitFor()
      // The active version cannot be moved to; the newest of the others is meant.
      await preview(page).getByText('在途 42 个').waitFor()
      await expect.poll(() => page.getByText('第 4 版 (未启用)').count()).toBe(1)
    })
    await open(VERSION, { role: 'app_admin' }, async (page) => {
      await page.locator('.djs-shape').first().waitFor()
      expect(await page.getByRole('button', { name: '迁移在途工单' }).count()).toBe(0)
    })
  })

  it('leads from a version without orders to the older one that they run on', async () => {
    await open(`#/processes/${NEXT_HASH}/migration`, { role }, async (page) => {
      await page.getByText('第 4 版没有在途工单').waitFor()
      await page.getByText('第 3 版还有 42 个在途工单。').waitFor()
      await look(page, 'console/migration/older')
      await page.getByRole('link', { name: '从第 3 版迁移到第 4 版' }).click()
      await preview(page).getByText('在途 42 个').waitFor()
      expect(page.url()).toContain(`/processes/${BUNDLE_HASH}/migration?to=${NEXT_HASH}`)
    })
    await open(`#/processes/${NEXT_HASH}/migration`, { role, running: NONE_RUNNING }, async (page) => {
      await page.getByText('以前的版本也没有在途工单').waitFor()
    })
  })

  it('previews, gives a place to what has none, moves, and tells what stayed', async () => {
    await open(MIGRATION, { role }, async (page, api) => {
      await preview(page).getByText('可迁移 17 个').waitFor()
      await preview(page).getByText('留下 25 个').waitFor()
      await preview(page).getByRole('listitem').filter({ hasText: '业务受理' }).getByText('12 个').waitFor()
      await preview(page).getByText('停在“装表送电”, 新版本没有这个环节').waitFor()
      await preview(page).getByText('一路在“gateway_papers”等待汇合', { exact: false }).waitFor()
      await preview(page).getByRole('button', { name: '复制 2507 1100 0012' }).waitFor()

      await choosePlace(page, '装表接电与送电')
      // What was previewed is not what is chosen.
      await preview(page).getByText('请先重新预览再迁移', { exact: false }).waitFor()
      expect(await mover(page).isDisabled()).toBe(true)
      await preview(page).getByRole('button', { name: '重新预览' }).click()
      await preview(page).getByText('可迁移 40 个').waitFor()
      await preview(page).getByText('改为“装表接电与送电”').waitFor()
      expect(page.url()).toContain('place=install_energise%3Ameter_and_energise')

      await mover(page).click()
      const dialog = page.getByRole('dialog', { name: '迁移 40 个工单' })
      for (const words of ['第 3 版 → 第 4 版', '作业人已记录的内容都保留', '交上来照样收下', '“装表送电”改为“装表接电与送电”重新打开 (23 个)', '逐个工单迁移', '另有 2 个工单留在第 3 版']) {
        await dialog.getByText(words, { exact: false }).waitFor()
      }
      expect(migrations(api)).toEqual([])
      await dialog.getByRole('button', { name: '迁移 40 个工单' }).click()
      const report = page.getByRole('region', { name: '迁移结果' })
      await report.getByText('40 个工单已迁移到第 4 版').waitFor()
      await report.getByText('2 个留在第 3 版', { exact: false }).waitFor()
      expect(migrations(api)).toMatchObject([{ csrf: 'csrf', body: { from: BUNDLE_HASH, to: NEXT_HASH, plan: PLAN } }])
      expect(migrations(api)[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
      // What is left is looked at again.
      await preview(page).getByText('在途 2 个').waitFor()
      expect(await mover(page).isDisabled()).toBe(true)
      await look(page, 'console/migration/report')

      await report.getByRole('button', { name: '再次迁移' }).click()
      await page.getByRole('alert').or(page.locator('.ant-message-notice')).getByText('现在没有可以迁移的工单').first().waitFor()
      api.running({ ...NONE_RUNNING, archive: 2 })
      await report.getByRole('button', { name: '再次迁移' }).click()
      await page.getByRole('dialog', { name: '迁移 2 个工单' }).getByRole('button', { name: '迁移 2 个工单' }).click()
      await report.getByText('全部迁移完毕').waitFor()
      await page.getByText('第 3 版没有在途工单').waitFor()
    })
  })

  it('shows how far it is, and offers to go on where there are more', async () => {
    await open(PLANNED, { role }, async (page, api) => {
      const release = api.hold()
      await mover(page).click()
      await page.getByRole('dialog').getByRole('button', { name: '迁移 40 个工单' }).click()
      await page.getByText('已迁移 0 / 40 个').waitFor()
      expect(await page.getByRole('combobox', { name: '迁移到' }).isDisabled()).toBe(true)
      api.running({ ...RUNNING, install_energise: 6 })
      await page.clock.runFor(3_500)
      await page.getByText('已迁移 17 / 40 个').waitFor()
      await look(page, 'console/migration/progress')
      api.running({ ...RUNNING, more: true })
      release()
      const report = page.getByRole('region', { name: '迁移结果' })
      await report.getByText('还有没轮到的工单, 请再来一次').waitFor()
      await report.getByRole('button', { name: '再次迁移' }).waitFor()
    })
  })

  it('keeps the plan in the address', async () => {
    await open(PLANNED, { role }, async (page) => {
      await preview(page).getByText('可迁移 40 个').waitFor()
      await page.reload()
      await preview(page).getByText('可迁移 40 个').waitFor()
      await page.getByText('第 3 版与第 4 版有 4 个文件不同').click()
      await page.locator('summary').filter({ hasText: 'forms/box_order.ui.json' }).getByText('删除').waitFor()
      await page.locator('summary').filter({ hasText: 'forms/meter_check.ui.json' }).getByText('新增').waitFor()
      await page.locator('summary').filter({ hasText: 'process.bpmn' }).getByText('修改').waitFor()
    })
  })
})

describe('when there is nothing to move, or it is not done', () => {
  it('says that no order runs, that there is one version, that there is none', async () => {
    await open(MIGRATION, { role, running: NONE_RUNNING }, async (page) => {
      await page.getByText('第 3 版没有在途工单').waitFor()
      await look(page, 'console/migration/none-running')
    })
    await open(MIGRATION, { role, versions: PROCESSES.filter(({ active }) => active) }, async (page) => {
      await page.getByText('这个流程只有一个版本').waitFor()
      await look(page, 'console/migration/one-version')
    })
    await open('#/processes/gone/migration', { role }, async (page) => {
      await page.getByText('没有这个流程版本').waitFor()
    })
  })

  it.each([
    { language: 'zh', words: ['工单不在办理中', '另一份流程图', '停在“补齐资料”, 新版本没有这个环节', '停在“表箱新增”, 新版本的“催办提醒”是另一种元素', '新版本的“催办提醒”在另一个子流程里', '一路在“催办提醒”等待汇合', '正在办理子流程 metering', 'P3X is no duration', '平台的说明: the platform'] },
    { language: 'en', words: ['The order is not running', 'on another drawing', 'which the new version does not have', 'is something else', 'lies in another sub-process', 'A branch waits at', 'In the process metering', 'cannot be set up: P3X is no duration', 'The platform says: the platform'] },
  ])('says every reason in words: $language', async ({ language, words }) => {
    await open(`?language=${language}${MIGRATION}`, { role, running: { ...NONE_RUNNING, others: EVERY_REASON } }, async (page) => {
      for (const each of words) await preview(page).getByText(each, { exact: false }).first().waitFor()
      await expect.poll(() => preview(page).getByText('platform\'s own words').count()).toBe(1)
      // A place is asked for where one helps.
      await expect.poll(() => preview(page).getByRole('combobox').count()).toBe(3)
      await look(page, `console/migration/reasons-${language}`)
    })
  })

  it('keeps what was chosen when the network goes during the preview', async () => {
    await open(MIGRATION, { role, provokes: /ERR_CONNECTION_FAILED/ }, async (page, api) => {
      await choosePlace(page, '装表接电与送电')
      api.network(false)
      await preview(page).getByRole('button', { name: '重新预览' }).click()
      await page.getByRole('alert').getByText('没有收到回应').waitFor()
      api.network(true)
      await page.getByRole('button', { name: '重试' }).click()
      await preview(page).getByText('可迁移 40 个').waitFor()
    })
  })

  it.each([
    { refusal: [403, 'not-allowed', '只有系统管理员可以迁移在途工单'] as const, next: '请所长或系统管理员处理' },
    { refusal: [422, 'invalid', '请选择同一流程的另一个版本'] as const, next: '按提示修改后再提交' },
  ])('says why the platform refuses: $refusal.0', async ({ refusal, next }) => {
    await open(PLANNED, { role, provokes: /403|422/ }, async (page, api) => {
      await mover(page).click()
      api.next([...refusal])
      await page.getByRole('dialog').getByRole('button', { name: '迁移 40 个工单' }).click()
      await page.getByRole('alert').getByText(refusal[2]).waitFor()
      await page.getByRole('alert').getByText(next).waitFor()
      // The plan is as it was.
      await preview(page).getByText('可迁移 40 个').waitFor()
    })
    await open(VERSION, { role, provokes: /403|422/ }, async (page, api) => {
      await page.locator('.djs-shape').first().waitFor()
      api.next([...refusal])
      await page.getByRole('button', { name: '迁移在途工单' }).click()
      await page.getByRole('alert').getByText(refusal[2]).waitFor()
      await page.getByRole('button', { name: '重试' }).click()
      await preview(page).getByText('在途 42 个').waitFor()
    })
  })

  it('loses nothing when the network goes, and may be asked again', async () => {
    await open(PLANNED, { role, provokes: /ERR_CONNECTION_FAILED/ }, async (page, api) => {
      await mover(page).click()
      api.network(false)
      await page.getByRole('dialog').getByRole('button', { name: '迁移 40 个工单' }).click()
      const alert = page.getByRole('alert').filter({ hasText: '没有收到结果, 可能已迁移了一部分' })
      await alert.getByText('什么也没丢', { exact: false }).waitFor()
      await look(page, 'console/migration/no-network')
      // Some were moved before the network went.
      api.running({ ...RUNNING, acceptance: 0 })
      api.network(true)
      await alert.getByRole('button', { name: '再次迁移' }).click()
      await page.getByText('28 个工单已迁移到第 4 版').waitFor()
      const [first, second, ...others] = migrations(api)
      expect(others).toEqual([])
      expect(second).toEqual(first)
    })
  })
})

const WIDTHS = [
  { width: PHONE.width, height: PHONE.height },
  { width: 1024, height: 800 },
  { width: 1440, height: 900 },
]
const WAYS = WIDTHS.flatMap((size) => [{ ...size, language: 'zh' as const }, { ...size, language: 'en' as const }])

describe.each(WAYS)('everything can be read: $language at $width', ({ width, height, language }) => {
  it('from the preview to the report', async () => {
    const query = language === 'en' ? '?language=en' : ''
    const picture = (name: string) => `console/migration/${width}/${language}-${name}`
    await open(`${query}${MIGRATION}`, { role, width, height }, async (page) => {
      const region = preview(page)
      await region.getByRole('combobox').waitFor()
      await seen(page, picture('preview'))
      await region.getByRole('combobox').click()
      await page.locator('.ant-select-item-option').filter({ hasText: /装表接电与送电|Install and energise/ }).click()
      await region.getByRole('button').filter({ hasText: /重新预览|Preview again/ }).click()
      await region.getByText(/可迁移 40 个|40 can move/).waitFor()
      await page.locator('summary').first().click()
      await seen(page, picture('planned'))
      await mover(page).click()
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await look(page, picture('confirm'), { within: '[role=dialog]' })
      await dialog.getByRole('button').last().click()
      await page.getByRole('region', { name: /迁移结果|What was moved/ }).waitFor()
      await region.getByText(/在途 2 个|2 running/).waitFor()
      await seen(page, picture('report'))
    })
  })
})

async function seen(page: Page, name: string): Promise<void> {
  await look(page, name, { within: 'main', fullPage: true })
  const main = page.getByRole('main')
  const [inner, outer, below] = await main.evaluate((each) => [each.scrollWidth, each.clientWidth, each.scrollHeight - each.clientHeight])
  expect(inner).toBe(outer)
  if ((below ?? 0) < 40) return
  await main.evaluate((each) => each.scrollTo(0, each.scrollHeight))
  await look(page, `${name}-foot`, { within: 'main' })
  await main.evaluate((each) => each.scrollTo(0, 0))
}

function preview(page: Page): Locator {
  return page.getByRole('region', { name: /^(第 3 版的在途工单|Running orders on version 3)$/ })
}

function mover(page: Page): Locator {
  return preview(page).getByRole('button', { name: /^(迁移|Move) \d+/ })
}

async function choosePlace(page: Page, target: string): Promise<void> {
  await preview(page).getByRole('combobox', { name: '接替“装表送电”的环节' }).click()
  await page.locator('.ant-select-item-option').filter({ hasText: target }).click()
}

function migrations(api: MockedApi): MockedApi['commands'] {
  return api.commands.filter(({ path }) => path === 'processes/migrate')
}
