/** Leave to command a meter: the facts beside the button, giving it, refusing it and taking it back. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { DESKTOP, PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { AUTHORISATIONS } from './fixtures/authorisations'
import { ORDERS } from './fixtures/orders'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

/** Several cards in one picture. */
const TALL = 2600
const PAGE = '#/authorisations'

describe('leave to command meters', () => {
  it('is given with the facts beside the button, after saying what follows', async () => {
    await open(PAGE, {}, async (page, api) => {
      const card = asked(page, '跳闸', '062010017330')
      await card.getByText('没有禁止条件').waitFor()
      await card.getByText('今天 19:20', { exact: true }).waitFor()
      await card.getByText('186.50', { exact: false }).waitFor()
      await look(page, 'console/authorisations/list')
      await page.setViewportSize({ width: DESKTOP.width, height: TALL })
      await look(page, 'console/authorisations/list-tall')
      await page.setViewportSize(DESKTOP)
      await card.getByRole('button', { name: '批准' }).click()
      const dialog = page.getByRole('dialog', { name: '批准 刘建国 对表 062010017330 执行“跳闸”？' })
      await dialog.getByText(`客户：${ORDERS[0]?.customer_name}`, { exact: false }).waitFor()
      await dialog.getByText('执行的那一刻平台再核对', { exact: false }).waitFor()
      await look(page, 'console/authorisations/approve')
      expect(api.commands).toEqual([])
      await dialog.getByRole('button', { name: '批准' }).click()
      await page.getByText('已处理：跳闸，表 062010017330').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'authorisations/approve', csrf: 'csrf', body: { authorisation: AUTHORISATIONS[0]?.authorisation } },
      ])
      expect(api.commands[0]?.key).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('cannot be given while something forbids it, and says what', async () => {
    await open(PAGE, {}, async (page, api) => {
      const card = asked(page, '跳闸', '062010017331')
      const blocks = card.getByRole('list', { name: '禁止条件' })
      await blocks.getByText('生命支持用户，不得停电').waitFor()
      await blocks.getByText('欠费已结清').waitFor()
      const against = card.getByRole('region', { name: '须当心' })
      await against.getByText('PAY-0711-0093').waitFor()
      await against.getByText('生命支持用户').waitFor()
      expect(await card.getByRole('button', { name: '批准' }).isDisabled()).toBe(true)
      await card.getByRole('button', { name: '驳回' }).click()
      const dialog = page.getByRole('dialog', { name: '驳回“跳闸”，表 062010017331' })
      await dialog.getByRole('textbox').fill('客户家中有呼吸机')
      await look(page, 'console/authorisations/refuse')
      await dialog.getByRole('button', { name: '驳回' }).click()
      await page.getByText('已处理：跳闸，表 062010017331').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'authorisations/refuse', body: { authorisation: AUTHORISATIONS[1]?.authorisation, reason: '客户家中有呼吸机' } },
      ])
    })
  })

  it('is for somebody else to give where one carries it out', async () => {
    await open(PAGE, {}, async (page) => {
      const card = asked(page, '对时', '062010017332')
      await card.getByText('须由有审批权的另一人处理').waitFor()
      expect(await card.getByRole('button').count()).toBe(0)
    })
  })

  it('says why the platform refuses what was still right a moment ago', async () => {
    await open(PAGE, { provokes: /409/ }, async (page, api) => {
      const card = asked(page, '跳闸', '062010017330')
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

  it.each([
    { language: '', recharge: '充值', meter: '表', amount: '¥ 200.00', count: '第 7 次', said: '执行人自述', receipt: '缴费收据' },
    { language: '?language=en', recharge: 'Recharge', meter: 'meter', amount: '¥ 200.00', count: 'number 7', said: 'The executor says so', receipt: 'Receipt' },
  ])('says what exactly is approved, and who says so $language', async ({ language, recharge, meter, amount, count, said, receipt }) => {
    await open(`${language}${PAGE}`, {}, async (page) => {
      const name = language === '' ? `${recharge}，${meter} 062010017335` : `${recharge}, ${meter} 062010017335`
      const card = page.getByRole('article', { name })
      const what = card.getByRole('region', { name: language === '' ? '批准的内容' : 'What is approved' })
      await what.getByText(amount).waitFor()
      await what.getByText(count).waitFor()
      await what.getByText(said).waitFor()
      const systems = card.getByRole('region', { name: language === '' ? '有利于批准' : 'Speaks for it' })
      await systems.getByText(receipt, { exact: true }).waitFor()
      await systems.getByText('PAY-0711-0093').waitFor()
      await card.getByRole('button', { name: language === '' ? '批准' : 'Approve' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText(amount).waitFor()
      await look(page, `console/authorisations/recharge${language === '' ? '' : '-en'}`)
    })
  })

  it('names a parameter and what it becomes, and shows as it came what it does not know', async () => {
    await open(PAGE, {}, async (page) => {
      const named = asked(page, '参数设置', '062010017336').getByRole('region', { name: '批准的内容' })
      await named.getByText('每屏显示时间（秒）').waitFor()
      await named.getByText('现场读于', { exact: false }).waitFor()
      await named.getByText('5', { exact: true }).waitFor()
      await named.getByText('8', { exact: true }).waitFor()
      await named.getByText('04000302 · DL/T 645').waitFor()
      const strange = asked(page, '参数设置', '062010017337').getByRole('region', { name: '批准的内容' })
      await strange.getByText('无法识别的内容，原样如下').waitFor()
      await strange.getByText('{"item":"04001001","value":"00005000","class":1}').waitFor()
    })
  })

  it('says of a restore that it lies on the terminal once it is given, and cannot be taken back', async () => {
    await open(PAGE, {}, async (page) => {
      const card = asked(page, '直接合闸', '062010017338')
      const goes = card.getByRole('region', { name: '有利于批准' })
      await goes.getByText('PAY-0711-0093').waitFor()
      await goes.getByText('生命支持用户').waitFor()
      await card.getByText('已约定无须先联系用户', { exact: false }).waitFor()
      await card.getByText('批准后不能撤回', { exact: false }).waitFor()
      await card.getByRole('button', { name: '批准' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByText('没有网络也能执行一次', { exact: false }).waitFor()
      expect(await dialog.getByText('执行的那一刻平台再核对', { exact: false }).count()).toBe(0)
      await look(page, 'console/authorisations/approve-restore')
    })
  })

  it('does not offer to take back what lies on the terminal', async () => {
    await open(`${PAGE}?state=approved`, {}, async (page) => {
      const card = asked(page, '直接合闸', '062010017340')
      await card.getByText('授权已下发到终端', { exact: false }).waitFor()
      expect(await card.getByRole('button').count()).toBe(0)
    })
  })

  it('forbids a confirmed restore of a customer whom nobody has asked', async () => {
    await open(PAGE, {}, async (page) => {
      const card = asked(page, '合闸允许', '062010017339')
      await card.getByText('没有说明是否联系过客户').waitFor()
      await card.getByRole('region', { name: '须当心' }).getByText('安全复电：须先联系用户', { exact: false }).waitFor()
      await card.getByText('不随终端下发', { exact: false }).waitFor()
      expect(await card.getByRole('button', { name: '批准' }).isDisabled()).toBe(true)
    })
  })

  it('shows all leave of one order', async () => {
    await open(`${PAGE}?order=${ORDERS[4]?.order}`, {}, async (page) => {
      await asked(page, '跳闸', '062010017334').waitFor()
      expect(await page.getByRole('article').count()).toBe(1)
      await page.getByRole('link', { name: '看全部工单的授权' }).click()
      await asked(page, '跳闸', '062010017330').waitFor()
    })
  })

  it.each(['', '?language=en'])('fits a phone %s', async (language) => {
    await open(`${language}${PAGE}`, { width: PHONE.width, height: TALL }, async (page) => {
      await page.getByRole('article').nth(7).waitFor()
      await look(page, `console/authorisations/phone${language === '' ? '' : '-en'}`, { within: 'main article' })
      const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
      expect(inner).toBe(outer)
    })
  })

  it('keeps the state that is looked at in the address, with the reason of a refusal', async () => {
    await open(PAGE, {}, async (page) => {
      await page.getByText('已驳回', { exact: true }).click()
      await asked(page, '跳闸', '062010017334').getByText('客户今天下午来营业厅缴费').waitFor()
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

describe('leave to update keys', () => {
  it.each([
    { role: 'station_head' as const, sees: true },
    { role: 'security_officer' as const, sees: false },
  ])('says how the keys stood and when, and whose meter it is to whoever may see him: $role', async ({ role, sees }) => {
    await open(PAGE, { role }, async (page) => {
      const card = asked(page, '密钥更新', '062010017341')
      await card.getByText('更新中断').waitFor()
      await card.getByText('得知于', { exact: false }).waitFor()
      expect(await card.getByText('无权查看', { exact: false }).count()).toBe(sees ? 0 : 1)
      expect(await card.locator('a[href^="#/orders/"]').count()).toBe(sees ? 1 : 0)
      await card.scrollIntoViewIfNeeded()
      await look(page, `console/authorisations/keys-${role}`)
      await card.getByRole('button', { name: '批准' }).click()
      if (!sees) await page.getByRole('dialog').getByText('见工单', { exact: false }).waitFor()
    })
  })
})
