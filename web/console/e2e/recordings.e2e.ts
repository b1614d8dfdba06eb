/** Voice notes and videos at the desk: to be heard in the gallery, and in the case file from what was checked. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import { consoleStories } from './consoleStories'
import { ORDER_FILE } from './fixtures/orderFile'
import { RECORDED_FILE } from './fixtures/recordings'

const { open } = consoleStories()
const ORDER = `#/orders/${ORDER_FILE.order.order}`

/** How far what is played has come, seconds. */
const playedFor = (page: Page, kind: 'audio' | 'video') =>
  page.locator(`[role=dialog] ${kind}`).evaluate((element: HTMLMediaElement) => element.currentTime)

describe('recordings', () => {
  it('are played in the gallery; a refusal on video only for a reason', async () => {
    await open(ORDER, { file: RECORDED_FILE }, async (page) => {
      const gallery = page.getByRole('region', { name: /现场凭证/ })
      await gallery.getByRole('button', { name: /语音备注/ }).click()
      const dialog = page.getByRole('dialog')
      for (const words of ['开始录制', '时长', '0:01', '刘建国 (13020023)', '时钟未校准']) await dialog.getByText(words, { exact: false }).first().waitFor()
      await dialog.locator('audio').evaluate((element: HTMLMediaElement) => element.play())
      await expect.poll(() => playedFor(page, 'audio')).toBeGreaterThan(0)
      await look(page, 'console/recordings/voice')
      await dialog.getByRole('button', { name: '下一张' }).click()
      await dialog.getByText('证件或签字已隐藏, 填写原因后可查看').waitFor()
      expect(await dialog.locator('video').count()).toBe(0)
      await dialog.getByRole('button', { name: '查看完整信息' }).click()
      await page.getByLabel('原因').fill('客户投诉, 核对拒签经过')
      await page.getByRole('dialog').last().getByRole('button', { name: '查看完整信息' }).click()
      const film = page.locator('[role=dialog] video')
      await film.waitFor()
      await film.evaluate((element: HTMLMediaElement) => element.play())
      await expect.poll(() => playedFor(page, 'video')).toBeGreaterThan(0)
      await look(page, 'console/recordings/video')
    })
  })

  it('stand in the case file with hash and length, and it says how to hear them', async () => {
    await open(`${ORDER}/case-file`, { file: RECORDED_FILE }, async (page) => {
      const sheets = page.getByRole('region', { name: '录音与录像' })
      const voice = sheets.getByRole('figure').filter({ hasText: '语音备注' })
      await voice.getByText('校验一致').waitFor()
      await voice.getByText(/时长 0:01。纸上听不到/).waitFor()
      expect(await voice.locator('audio').count()).toBe(1)
      await sheets.getByRole('figure').filter({ hasText: '客户签字' }).getByText(/不在此处: 已隐藏/).waitFor()
      await voice.scrollIntoViewIfNeeded()
      await look(page, 'console/recordings/case-file')
    })
  })
})
