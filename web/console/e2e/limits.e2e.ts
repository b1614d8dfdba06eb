/** Limits that were missed: where the office sees them, and how it says why. */

import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { missed } from './fixtures/limits'
import { ORDER_FILE } from './fixtures/orderFile'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const ORDER = `#/orders/${ORDER_FILE.order.order}`
const MISSED = missed(ORDER_FILE)

describe('limits that were missed', () => {
  it('asks for the reason, and tells it afterwards', async () => {
    await open(ORDER, { file: MISSED }, async (page, api) => {
      await page.getByText('超期待说明 2 项').waitFor()
      await page.getByText('时限 (6)').click()
      const line = (name: string) => page.getByRole('listitem').filter({ hasText: name })
      await line('低压居民答复供电方案').getByText('超期完成').waitFor()
      await line('归档').getByText('跨入节假日未公布的年份', { exact: false }).waitFor()
      await look(page, 'console/limits/missed')

      await page.getByRole('button', { name: '说明超期原因' }).click()
      const dialog = page.getByRole('dialog', { name: '说明超期原因' })
      const confirm = dialog.getByRole('button', { name: '确认原因' })
      expect(await dialog.getByRole('checkbox', { name: '低压居民新装全过程' }).isChecked()).toBe(true)
      await dialog.getByRole('checkbox', { name: '低压居民答复供电方案' }).uncheck()
      await dialog.getByRole('radio', { name: '其他（须说明）' }).check()
      expect(await confirm.isDisabled()).toBe(true)
      await dialog.getByRole('radio', { name: '恶劣天气或不可抗力' }).check()
      await dialog.getByLabel('说明 (可不填)').fill('暴雨封路')
      await look(page, 'console/limits/explaining')
      await confirm.click()
      await page.getByText('已说明超期原因').waitFor()
      expect(api.commands).toMatchObject([
        {
          path: 'orders/explain-overdue', csrf: 'csrf',
          body: { order: ORDER_FILE.order.order, limits: ['lv_residential_total/'], code: 'weather', note: '暴雨封路' },
        },
      ])
      await page.getByText('超期待说明 1 项').waitFor()
      await line('低压居民新装全过程').getByText('超期原因: 恶劣天气或不可抗力 暴雨封路').waitFor()
      await page.getByText('恶劣天气或不可抗力：暴雨封路').waitFor()
    })
  })

  it('says so when somebody was faster', async () => {
    await open(ORDER, { file: MISSED, provokes: /409/ }, async (page, api) => {
      await page.getByRole('button', { name: '说明超期原因' }).click()
      const dialog = page.getByRole('dialog', { name: '说明超期原因' })
      await dialog.getByRole('radio', { name: '物资、表计未到' }).check()
      api.next([409, 'conflict', '该时限已由他人说明'])
      await dialog.getByRole('button', { name: '确认原因' }).click()
      await dialog.getByRole('alert').getByText('该时限已由他人说明').waitFor()
    })
  })

  it('asks nobody who may not answer', async () => {
    await open(ORDER, { file: MISSED, role: 'counter_clerk' }, async (page) => {
      await page.getByText('超期待说明 2 项').waitFor()
      expect(await page.getByRole('button', { name: '说明超期原因' }).count()).toBe(0)
    })
  })

  it('counts them on the first page and asks on the office\u2019s list', async () => {
    await open('#/', { file: MISSED }, async (page) => {
      await page.getByRole('link', { name: /超期待说明/ }).click()
      await page.getByText('“低压居民新装全过程”已超期, 请说明原因').first().waitFor()
      await page.getByRole('button', { name: '说明超期原因' }).click()
      await page.getByRole('dialog', { name: '说明超期原因' }).waitFor()
      await look(page, 'console/limits/item')
    })
  })

  it('speaks English', async () => {
    await open(`?language=en${ORDER}`, { file: MISSED, provokes: /409/ }, async (page, api) => {
      await page.getByText('2 missed without a reason').waitFor()
      await page.getByText('Time limits (6)').click()
      await page.getByRole('button', { name: 'Give the reason' }).click()
      const dialog = page.getByRole('dialog', { name: 'Why was it missed?' })
      await look(page, 'console/limits/explaining-en')
      await dialog.getByRole('radio', { name: 'Materials or meters missing' }).check()
      api.next([409, 'conflict', '该时限已由他人说明'])
      await dialog.getByRole('button', { name: 'Give this reason' }).click()
      await dialog.getByRole('alert').getByText('Somebody has given the reason', { exact: false }).waitFor()
    })
  })
})
