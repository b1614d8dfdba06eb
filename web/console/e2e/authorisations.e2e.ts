/** Leave to command a meter: the facts beside the button, giving it, refusing it and taking it back. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { AUTHORISATIONS } from './fixtures/authorisations'
import { ORDERS } from './fixtures/orders'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const PAGE = '#/authorisations'

describe('leave to command meters', () => {
  it('is given with the facts beside the button, after saying what follows', async () => {
    await open(PAGE, {}, async (page, api) => {
      const card = asked(page, '跳闸停电', '062010017330')
      await card.getByText('没有禁止条件').waitFor()
      await card.getByText('今天 19:20', { exact: true }).waitFor()
      await card.getByText('186.50', { exact: false }).waitFor()
      await look(page, 'console/authorisations/list')
      await card.getByRole('button', { name: '批准' }).click()
      const dialog = page.getByRole('dialog', { name: '批准 刘建国 对表 062010017330 执行“跳闸停电”？' })
      await dialog.getByText(`客户：${ORDERS[0]?.customer_name}`, { exact: false }).waitFor()
      await dialog.getByText('执行的那一刻平台再核对', { exact: false }).waitFor()
      await look(page, 'console/authorisations/approve')
      expect(api.commands).toEqual([])
      await dialog.getByRole('button', { name: '批准' }).click()
      await page.getByText('已处理：跳闸停电，表 062010017330').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'authorisations/approve', csrf: 'csrf', body: { authorisation: AUTHORISATIONS[0]?.authorisation } },
      ])
      expect(api.commands[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('cannot be given while something forbids it, and says what', async () => {
    await open(PAGE, {}, async (page, api) => {
      const card = asked(page, '跳闸停电', '062010017331')
      const blocks = card.getByRole('list', { name: '禁止条件' })
      await blocks.getByText('生命支持用户，不得停电').waitFor()
      await blocks.getByText('欠费已结清').waitFor()
      expect(await card.getByRole('button', { name: '批准' }).isDisabled()).toBe(true)
      await card.getByRole('button', { name: '驳回' }).click()
      const dialog = page.getByRole('dialog', { name: '驳回“跳闸停电”，表 062010017331' })
      await dialog.getByRole('textbox').fill('客户家中有呼吸机')
      await look(page, 'console/authorisations/refuse')
      await dialog.getByRole('button', { name: '驳回' }).click()
      await page.getByText('已处理：跳闸停电，表 062010017331').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'authorisations/refuse', body: { authorisation: AUTHORISATIONS[1]?.authorisation, reason: '客户家中有呼吸机' } },
      ])
    })
  })

  it('is for somebody else to give where one carries it out', async () => {
    await open(PAGE, {}, async (page) => {
      const card = asked(page, '时钟设置', '062010017332')
      await card.getByText('须由有审批权的另一人处理').waitFor()
      expect(await card.getByRole('button').count()).toBe(0)
    })
  })

  it('says why the platform refuses what was still right a moment ago', async () => {
    await open(PAGE, { provokes: /409/ }, async (page, api) => {
      const card = asked(page, '跳闸停电', '062010017330')
      await card.getByRole('button', { name: '批准' }).click()
      const dialog = page.getByRole('dialog')
      api.next([409, 'conflict', '欠费已结清'])
      await dialog.getByRole('button', { name: '批准' }).click()
      await dialog.getByRole('alert').getByText('欠费已结清').waitFor()
      expect(await dialog.isVisible()).toBe(true)
    })
  })

  it('is taken back while it is not used', async () => {
    await open(`${PAGE}?state=approved`, {}, async (page, api) => {
      const card = asked(page, '直接合闸', '062010017333')
      await card.getByRole('button', { name: '撤回' }).click()
      const dialog = page.getByRole('dialog', { name: '撤回“直接合闸”，表 062010017333' })
      await dialog.getByRole('textbox').fill('改由抢修班送电')
      await dialog.getByRole('button', { name: '撤回' }).click()
      await page.getByText('已处理：直接合闸，表 062010017333').waitFor()
      expect(api.commands).toMatchObject([{ path: 'authorisations/withdraw', body: { reason: '改由抢修班送电' } }])
    })
  })

  it('keeps the state that is looked at in the address, with the reason of a refusal', async () => {
    await open(PAGE, {}, async (page) => {
      await page.getByText('已驳回', { exact: true }).click()
      await asked(page, '跳闸停电', '062010017334').getByText('客户今天下午来营业厅缴费').waitFor()
      expect(page.url()).toContain('state=refused')
      await page.getByText('已过期', { exact: true }).click()
      await page.getByText('没有这种状态的授权').waitFor()
      await look(page, 'console/authorisations/none')
    })
  })
})

function asked(page: Page, command: string, meter: string) {
  return page.getByRole('article', { name: `${command}，表 ${meter}` })
}
