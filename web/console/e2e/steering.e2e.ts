/** What the office does to a running order as a whole: every action, what it says beforehand, and how it is refused. */

import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import type { Role } from '../src/api/types'
import { ARCHIVE_FILE } from './fixtures/archiveFile'
import { id } from './fixtures/moments'
import { ORDER_FILE } from './fixtures/orderFile'
import { SIGNED_PROCESS_FILES } from './fixtures/processes'
import { suspended } from './fixtures/steered'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const ORDER = `#/orders/${ORDER_FILE.order.order}`
const SUSPENDED = suspended(ORDER_FILE)

describe('what the office can do to an order', () => {
  const OFFERED: { role: Role; acts: string[] }[] = [
    { role: 'station_head', acts: ['催办', '退回', '挂起', '加签', '终止'] },
    { role: 'dispatcher', acts: ['催办', '退回', '挂起', '加签'] },
    { role: 'back_office_clerk', acts: ['催办', '退回'] },
    { role: 'counter_clerk', acts: ['催办'] },
  ]
  it.each(OFFERED)('offers to a $role what the role may do', async ({ role, acts }) => {
    await open(ORDER, { role, process: SIGNED_PROCESS_FILES }, async (page) => {
      await page.getByRole('heading', { name: '环节与表单' }).waitFor()
      await expect.poll(() => actions(page).getByRole('button').allInnerTexts().then((all) => all.map(plain))).toEqual(acts)
    })
  })

  it('offers no other signer where the process permits none', async () => {
    await open(`#/orders/${ARCHIVE_FILE.order.order}`, { process: SIGNED_PROCESS_FILES }, async (page) => {
      // The drawing has been read.
      await page.locator('.token').first().waitFor()
      await expect.poll(() => actions(page).getByRole('button').allInnerTexts().then((all) => all.map(plain))).toEqual(['催办', '退回', '挂起', '终止'])
    })
  })

  it('offers nothing that a worker has no right to, and nothing for an order that is over', async () => {
    await open(ORDER, { role: 'meter_installer' }, async (page) => {
      await page.locator('.token').first().waitFor()
      expect(await actions(page).count()).toBe(0)
    })
    const over = { ...ORDER_FILE, send_back_to: [], order: { ...ORDER_FILE.order, state: 'terminated' as const } }
    await open(ORDER, { file: over }, async (page) => {
      await page.locator('.token').first().waitFor()
      expect(await actions(page).count()).toBe(0)
    })
  })

  it('urges whoever has the order', async () => {
    await open(ORDER, {}, async (page, api) => {
      const dialog = await opened(page, '催办', '催办工单')
      await dialog.getByText('会通知: 刘建国 (装表送电)').waitFor()
      await dialog.getByText('此前已催办 1 次').waitFor()
      await dialog.getByRole('button', { name: '客户急需用电' }).click()
      await confirm(dialog, '催办')
      await page.getByText('已催办', { exact: true }).waitFor()
      expect(api.commands).toMatchObject([{ path: 'orders/urge', csrf: 'csrf', body: { order: ORDER_FILE.order.order, reason: '客户急需用电' } }])
      await page.getByText('催办 2 次').waitFor()
      await newest(page).getByText('客户急需用电').waitFor()
      expect(plain(await newest(page).innerText())).toMatch(/^催办/)
    })
  })

  it('sends back with the fields that are wrong, and says who does it again', async () => {
    await open(ORDER, {}, async (page, api) => {
      const dialog = await opened(page, '退回', '退回工单')
      expect(await dialog.getByRole('radio', { name: /业务受理/ }).isChecked()).toBe(true)
      await dialog.getByText('“业务受理”交回 刘建国 重新办理', { exact: false }).waitFor()
      await dialog.getByText('“装表送电” (刘建国) 停止办理', { exact: false }).waitFor()
      expect(await dialog.getByRole('button', { name: '退回', exact: true }).isDisabled()).toBe(true)
      await dialog.getByRole('checkbox', { name: /表箱或杆号/ }).check()
      await dialog.getByRole('checkbox', { name: /用电地址/ }).check()
      await dialog.getByText('已选 2 项').waitFor()
      await dialog.getByRole('button', { name: '与现场不符' }).click()
      await dialog.getByLabel('退回原因 (承办人会看到)').press('End')
      await dialog.getByLabel('退回原因 (承办人会看到)').pressSequentially(', 请到现场核对')
      await confirm(dialog, '退回')
      await page.getByText('已退回到“业务受理”').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'orders/send-back', body: { to: 'acceptance', reason: '与现场不符, 请到现场核对', fields: ['box_id', 'service_address'] } },
      ])
      await newest(page).getByText('退回到 业务受理').waitFor()
      await newest(page).getByText('有误的内容: 表箱或杆号、用电地址').waitFor()
      // There is nothing to go back to any more.
      expect(await actions(page).getByRole('button', { name: '退回' }).count()).toBe(0)
      await look(page, 'console/steering/sent-back')
    })
  })

  it('suspends for a reason with a proof, shows what stands still, and resumes', async () => {
    await open(ORDER, {}, async (page, api) => {
      const dialog = await opened(page, '挂起', '挂起工单')
      const confirming = dialog.getByRole('button', { name: '挂起', exact: true })
      await dialog.getByRole('radio', { name: /客户要求改期/ }).check()
      await dialog.getByText('停止计时: 低压居民新装全过程、装表送电。', { exact: false }).waitFor()
      expect(await confirming.isDisabled()).toBe(true)
      await dialog.getByLabel('凭据 (单号, 或谁在何时来电)').fill('客户 13:05 来电')
      await confirming.click()
      await page.getByText('已挂起', { exact: true }).first().waitFor()
      expect(api.commands).toMatchObject([
        { path: 'orders/suspend', body: { order: ORDER_FILE.order.order, reason: 'customer_postponed', proof: '客户 13:05 来电' } },
      ])
      const note = page.getByRole('region', { name: '工单已挂起' })
      for (const words of ['客户要求改期', '客户 13:05 来电', '装表送电、低压居民新装全过程', '王建国']) await note.getByText(words).waitFor()
      await page.getByText('没有时限在计时').waitFor()
      await expect.poll(() => actions(page).getByRole('button').allInnerTexts().then((all) => all.map(plain))).toEqual(['终止'])
      expect(await page.getByRole('button', { name: /转派/ }).count()).toBe(0)
      await newest(page).getByText('停止计时: 装表送电、低压居民新装全过程').waitFor()

      await note.getByRole('button', { name: '恢复' }).click()
      const resuming = page.getByRole('dialog', { name: '恢复工单' })
      await resuming.getByText('会通知: 刘建国 (装表送电)').waitFor()
      await confirm(resuming, '恢复')
      await page.getByText('已恢复', { exact: true }).waitFor()
      await expect.poll(() => note.count()).toBe(0)
      expect(api.commands.at(-1)).toMatchObject({ path: 'orders/resume', body: { order: ORDER_FILE.order.order } })
      await newest(page).getByText('恢复工单').waitFor()
      await actions(page).getByRole('button', { name: '挂起' }).waitFor()
    })
  })

  it('says that a reason of its own stops no clock', async () => {
    await open(ORDER, {}, async (page, api) => {
      const dialog = await opened(page, '挂起', '挂起工单')
      await dialog.getByRole('radio', { name: /其他原因/ }).check()
      await dialog.getByText('这个原因不停表', { exact: false }).waitFor()
      await dialog.getByLabel('其他原因 (承办人会看到)').fill('等物资')
      await dialog.getByLabel('凭据 (单号, 或谁在何时来电)').fill('仓库回复')
      await confirm(dialog, '挂起')
      const note = page.getByRole('region', { name: '工单已挂起' })
      await note.getByText('无, 时限照常计时').waitFor()
      // What is due is due all the same.
      await page.getByText(/还剩 1 小时 2\d 分/).first().waitFor()
      expect(api.commands).toMatchObject([{ body: { reason: '等物资', proof: '仓库回复' } }])
    })
  })

  it('asks another person with the role to sign as well', async () => {
    await open(ORDER, { process: SIGNED_PROCESS_FILES }, async (page, api) => {
      const dialog = await opened(page, '加签', '加签')
      await dialog.getByText('现在办理: 刘建国 (装表送电)', { exact: false }).waitFor()
      await dialog.getByRole('radio', { name: '选择 张海峰' }).check()
      expect(await dialog.getByRole('radio', { name: '选择 刘建国' }).count()).toBe(0)
      await dialog.getByRole('button', { name: '请复核示数和接线' }).click()
      await confirm(dialog, '加签')
      await page.getByText('已加签: 张海峰').waitFor()
      expect(api.commands).toMatchObject([
        { path: 'orders/add-signer', body: { stage: id(5, 102), person: id(2, 4), reason: '请复核示数和接线' } },
      ])
      await newest(page).getByText('给 张海峰').waitFor()
    })
  })

  it('terminates only after a reason and a second look', async () => {
    await open(ORDER, {}, async (page, api) => {
      const dialog = await opened(page, '终止', '终止工单')
      await dialog.getByText('终止后不能撤销').waitFor()
      const confirming = dialog.getByRole('button', { name: '终止', exact: true })
      await dialog.getByRole('button', { name: '重复报装' }).click()
      expect(await confirming.isDisabled()).toBe(true)
      await dialog.getByRole('checkbox', { name: '已核对工单号和客户, 确认终止' }).check()
      await confirming.click()
      await page.getByText('已终止', { exact: true }).first().waitFor()
      expect(api.commands).toMatchObject([{ path: 'orders/terminate', body: { reason: '重复报装' } }])
      await newest(page).getByText('终止工单').waitFor()
      await expect.poll(() => actions(page).count()).toBe(0)
    })
  })

  it('shows the order as it is now also while personal data are shown in full', async () => {
    await open(ORDER, {}, async (page) => {
      await page.getByRole('button', { name: '查看完整信息' }).click()
      const unmasking = page.getByRole('dialog', { name: '查看客户完整信息' })
      await unmasking.getByLabel('原因').fill('电话联系客户')
      await unmasking.getByRole('button', { name: '查看完整信息' }).click()
      await page.getByText('张晓明', { exact: true }).waitFor()
      const dialog = await opened(page, '挂起', '挂起工单')
      await dialog.getByRole('radio', { name: /客户不在场/ }).check()
      await dialog.getByLabel('凭据 (单号, 或谁在何时来电)').fill('上门未遇')
      await confirm(dialog, '挂起')
      await page.getByRole('region', { name: '工单已挂起' }).waitFor()
      await page.getByText('张晓明', { exact: true }).first().waitFor()
    })
  })
})

describe('when it is not done', () => {
  it('says what the process forbids, in both languages, and keeps what was typed', async () => {
    await open(ORDER, { process: SIGNED_PROCESS_FILES, provokes: /409/ }, async (page, api) => {
      const dialog = await opened(page, '加签', '加签')
      await dialog.getByRole('radio', { name: '选择 张海峰' }).check()
      await dialog.getByLabel('加签原因 (被加签人会看到)').fill('需会签确认')
      api.next([409, 'conflict', '按流程规定，此环节不可加签'])
      await confirm(dialog, '加签')
      await dialog.getByRole('alert').getByText('按流程规定，此环节不可加签').waitFor()
      await dialog.getByRole('alert').scrollIntoViewIfNeeded()
      await look(page, 'console/steering/refused')
      expect(await dialog.getByLabel('加签原因 (被加签人会看到)').inputValue()).toBe('需会签确认')
      await confirm(dialog, '加签')
      await page.getByText('已加签: 张海峰').waitFor()
      // A refused command and the next are two.
      expect(new Set(api.commands.map(({ key }) => key)).size).toBe(2)
    })
    await open(`?language=en${ORDER}`, { process: SIGNED_PROCESS_FILES, provokes: /409/ }, async (page, api) => {
      await actions(page, 'What the office can do').getByRole('button', { name: 'Add a signer' }).click()
      const dialog = page.getByRole('dialog', { name: 'Add a signer' })
      await dialog.getByRole('radio', { name: 'Choose 张海峰' }).check()
      await dialog.getByRole('button', { name: 'Needs a joint signature' }).click()
      api.next([409, 'conflict', '按流程规定，此环节不可加签'])
      await dialog.getByRole('button', { name: 'Add a signer' }).click()
      await dialog.getByRole('alert').getByText('The process permits no other signer here', { exact: false }).waitFor()
    })
  })

  it('says that somebody has suspended the order meanwhile, and shows it behind the dialog', async () => {
    await open(ORDER, { provokes: /409/ }, async (page, api) => {
      const dialog = await opened(page, '终止', '终止工单')
      await dialog.getByRole('button', { name: '客户撤销申请' }).click()
      await dialog.getByRole('checkbox').check()
      api.become(SUSPENDED)
      api.next([409, 'conflict', '工单已挂起，请先恢复'])
      await confirm(dialog, '终止')
      await dialog.getByRole('alert').getByText('工单已挂起，请先恢复').waitFor()
      await dialog.getByRole('button', { name: '取消' }).click()
      await page.getByRole('region', { name: '工单已挂起' }).waitFor()
    })
  })

  it.each([
    { act: '催办', title: '催办工单' },
    { act: '退回', title: '退回工单' },
    { act: '挂起', title: '挂起工单' },
    { act: '加签', title: '加签' },
    { act: '终止', title: '终止工单' },
  ])('says that the right is missing: $act', async ({ act, title }) => {
    await open(ORDER, { process: SIGNED_PROCESS_FILES, provokes: /403/ }, async (page, api) => {
      const dialog = await opened(page, act, title)
      await fill(dialog)
      api.next([403, 'not-allowed', '只能处理本所的工单'])
      await confirm(dialog, act)
      await dialog.getByRole('alert').getByText('只能处理本所的工单').waitFor()
      await dialog.getByRole('alert').getByText('请所长或系统管理员处理').waitFor()
    })
  })

  it.each([
    { act: '催办', title: '催办工单' },
    { act: '退回', title: '退回工单' },
    { act: '挂起', title: '挂起工单' },
    { act: '加签', title: '加签' },
    { act: '终止', title: '终止工单' },
  ])('is done once, however often the network goes: $act', async ({ act, title }) => {
    await open(ORDER, { process: SIGNED_PROCESS_FILES, provokes: /ERR_CONNECTION_FAILED/ }, async (page, api) => {
      const dialog = await opened(page, act, title)
      await fill(dialog)
      api.next('no answer')
      await confirm(dialog, act)
      await dialog.getByRole('alert').waitFor()
      await confirm(dialog, act)
      await expect.poll(() => dialog.count()).toBe(0)
      const [first, second, ...others] = api.commands
      expect(others).toEqual([])
      expect(second).toEqual(first)
      expect(first?.key).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('says why a suspended order does not go on', async () => {
    await open(ORDER, { file: SUSPENDED, provokes: /40[39]|ERR_CONNECTION_FAILED/ }, async (page, api) => {
      await page.getByRole('region', { name: '工单已挂起' }).getByRole('button', { name: '恢复' }).click()
      const dialog = page.getByRole('dialog', { name: '恢复工单' })
      for (const [answer, words] of [
        [[409, 'conflict', '工单没有挂起'], '工单没有挂起'],
        [[403, 'not-allowed', '只能处理本所的工单'], '只能处理本所的工单'],
      ] as const) {
        api.next([...answer])
        await confirm(dialog, '恢复')
        await dialog.getByRole('alert').getByText(words).waitFor()
      }
      api.next('no answer')
      await confirm(dialog, '恢复')
      await expect.poll(() => api.commands.length).toBe(3)
      await confirm(dialog, '恢复')
      await expect.poll(() => dialog.count()).toBe(0)
      expect(api.commands[3]?.key).toBe(api.commands[2]?.key)
    })
  })

  it('leads nobody to resume who may not', async () => {
    await open(ORDER, { file: SUSPENDED, role: 'back_office_clerk' }, async (page) => {
      const note = page.getByRole('region', { name: '工单已挂起' })
      await note.getByText('客户要求改期').waitFor()
      expect(await note.getByRole('button').count()).toBe(0)
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
  const address = `${language === 'en' ? '?language=en' : ''}${ORDER}`
  const picture = (name: string) => `console/steering/${width}/${language}-${name}`
  const role: Role = 'station_head'

  it('the order and its dialogs', async () => {
    await open(address, { width, height, role, process: SIGNED_PROCESS_FILES }, async (page) => {
      const buttons = actions(page, ACTIONS[language])
      await expect.poll(() => buttons.getByRole('button').count()).toBe(5)
      await page.locator('.token').first().waitFor()
      await seen(page, picture('order'))
      for (const [at, name] of ['urge', 'send-back', 'suspend', 'add-signer', 'terminate'].entries()) {
        await buttons.getByRole('button').nth(at).click()
        const dialog = page.getByRole('dialog')
        if (name === 'add-signer') await dialog.getByRole('radio').first().waitFor()
        await fill(dialog)
        await seen(page, picture(name), dialog)
        await page.keyboard.press('Escape')
        await expect.poll(() => dialog.count()).toBe(0)
      }
    })
  })

  it('the suspended order', async () => {
    await open(address, { width, height, role, file: SUSPENDED }, async (page) => {
      await page.locator('.token').first().waitFor()
      await seen(page, picture('suspended'))
      await page.getByRole('region', { name: language === 'zh' ? '工单已挂起' : 'The order is suspended' }).getByRole('button').click()
      await seen(page, picture('resume'), page.getByRole('dialog'))
    })
  })
})

/** Takes the picture, and of a dialog that is longer than the screen its end as well. */
async function seen(page: Page, name: string, dialog?: Locator): Promise<void> {
  // On a phone the list of areas may be pushed sideways; nothing else may.
  const within = dialog === undefined ? 'main' : '[role=dialog]'
  await look(page, name, { within })
  if (dialog === undefined) {
    const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
    expect(inner).toBe(outer)
    return
  }
  const foot = dialog.getByRole('button').last()
  const isBelow = await foot.evaluate((button) => button.getBoundingClientRect().bottom > window.innerHeight)
  if (!isBelow) return
  await foot.scrollIntoViewIfNeeded()
  await look(page, `${name}-foot`, { within })
}

const ACTIONS = { zh: '工单操作', en: 'What the office can do' }

function actions(page: Page, name = ACTIONS.zh): Locator {
  return page.getByRole('group', { name })
}

async function opened(page: Page, act: string, title: string): Promise<Locator> {
  await actions(page).getByRole('button', { name: act }).click()
  const dialog = page.getByRole('dialog', { name: title })
  if (act === '加签') await dialog.getByRole('radio').first().waitFor()
  return dialog
}

function confirm(dialog: Locator, act: string): Promise<void> {
  return dialog.getByRole('button', { name: act, exact: true }).last().click()
}

/** Whatever the dialog asks for, the first that it offers. */
async function fill(dialog: Locator): Promise<void> {
  for (const kind of ['radio', 'checkbox'] as const) {
    const first = dialog.getByRole(kind).first()
    if ((await first.count()) > 0) await first.check()
  }
  for (const text of await dialog.locator('textarea').all()) await text.fill('客户 13:05 来电')
}

function newest(page: Page): Locator {
  return page.getByRole('region', { name: /^经过/ }).getByRole('listitem').first()
}

/** antd parts two Chinese characters on a button. */
function plain(words: string): string {
  return words.replaceAll(/\s/g, '')
}
