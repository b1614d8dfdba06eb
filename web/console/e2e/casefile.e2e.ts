/** An order on paper: what is checked before it is printed, what is said of it, and the PDF itself. */

import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import type { OrderFile } from '../src/api/types'
import { CASE_FILE } from './fixtures/caseFile'
import { id } from './fixtures/moments'
import { ORDER_FILE } from './fixtures/orderFile'
import { pictureHash } from './fixtures/pictures'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const CASE = `#/orders/${ORDER_FILE.order.order}/case-file`
const ORDER_NO = ORDER_FILE.order.order_no

describe('the case file of an order', () => {
  it('is reached from the order, checks every file that may be seen, and says what it did not check', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, { file: CASE_FILE }, async (page) => {
      await page.getByRole('button', { name: '案卷' }).click()
      await page.getByText('核对完毕; 有 2 份凭证没有核对, 案卷首页会写明').waitFor()
      const cover = paper(page).getByRole('region', { name: '核对结果' })
      await cover.getByText('没有发现不符; 但下列内容没有核对').waitFor()
      for (const words of ['现场凭证 6 份', '校验一致 4', '已隐藏 2', '经过 14 条', '重算相符 14']) await cover.getByText(words).waitFor()
      await sheet(page, '凭证 3').getByText(pictureHash(id(7, 3))).nth(1).waitFor()
      await sheet(page, '凭证 3').getByText('与登记指纹相同').waitFor()
      expect(await page.title()).toBe(`案卷 ${ORDER_NO}`)
      const notChecked = paper(page).getByRole('region', { name: '没有核对' })
      await notChecked.getByText('您的岗位不能读审计', { exact: false }).waitFor()
      await look(page, 'console/casefile/gaps')
      await page.getByRole('link', { name: '返回工单' }).click()
      await page.getByRole('button', { name: '案卷' }).waitFor()
      expect(await page.title()).not.toContain('案卷')
    })
  })

  it('tells that a file is no longer what was recorded, before it is printed and on the paper', async () => {
    await open(CASE, { file: CASE_FILE, tampered: [id(7, 2)] }, async (page) => {
      await page.getByRole('status').getByText('核对发现不符, 请先报信息安全员; 打印件会标明').waitFor()
      await paper(page).getByText('核对发现不符, 本案卷不能作为依据; 请报信息安全员').waitFor()
      const differing = sheet(page, '凭证 2')
      await differing.getByText('不符', { exact: true }).waitFor()
      const codes = await differing.locator('code').allInnerTexts()
      expect(codes).toContain(pictureHash(id(7, 2)))
      expect(new Set(codes.filter((code) => /^[0-9a-f]{64}$/.test(code))).size).toBe(2)
      await differing.scrollIntoViewIfNeeded()
      await look(page, 'console/casefile/differs')
    })
  })

  it('computes the chain anew, and names the entry whose content was changed', async () => {
    const story = CASE_FILE.story.map((entry) => (entry.n === 8 ? { ...entry, body: { ...(entry.body as object), reason: '客户要求' } } : entry))
    await open(CASE, { file: { ...CASE_FILE, story } }, async (page) => {
      await page.getByRole('status').getByText('核对发现不符', { exact: false }).waitFor()
      await paper(page).getByRole('region', { name: '核对结果' }).getByText('重算不符 1').waitFor()
      await paper(page).getByText('浏览器重算不符的记录: 第 8 条').waitFor()
    })
  })

  it('finds a digest in the list of evidence that the chain does not hold', async () => {
    const evidence = CASE_FILE.evidence.map((row) => (row.attachment === id(7, 3) ? { ...row, sha256: pictureHash('another-01') } : row))
    await open(CASE, { file: { ...CASE_FILE, evidence } }, async (page) => {
      await sheet(page, '凭证 3').getByText('不符', { exact: true }).waitFor()
    })
  })

  it('shows what is masked for a reason only, and checks it then', async () => {
    await open(CASE, { file: CASE_FILE }, async (page, api) => {
      await sheet(page, '凭证 6').getByText('照片不在此处: 已隐藏').waitFor()
      expect(await sheet(page, '凭证 6').locator('img').count()).toBe(0)
      await page.getByRole('button', { name: '查看完整信息' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('原因').fill('移交审计')
      await dialog.getByRole('button', { name: '查看完整信息' }).click()
      await page.getByRole('status').getByText('核对完毕, 可以打印').waitFor()
      await sheet(page, '凭证 6').locator('img').waitFor()
      await paper(page).getByText('完整显示; 查看人和原因已写进经过').waitFor()
      await paper(page).getByText('张晓明').first().waitFor()
      expect(api.commands).toMatchObject([{ path: `orders/${ORDER_FILE.order.order}/unmask`, body: { reason: '移交审计' } }])
      await page.getByRole('button', { name: '重新隐藏' }).click()
      await sheet(page, '凭证 6').getByText('照片不在此处: 已隐藏').waitFor()
    })
  })

  it('asks for no picture that the role may not see', async () => {
    await open(CASE, { file: CASE_FILE, role: 'counter_clerk' }, async (page) => {
      await paper(page).getByRole('region', { name: '核对结果' }).getByText('已隐藏 6').waitFor()
      expect(await paper(page).locator('img').count()).toBe(0)
    })
  })

  it('offers to fetch again what did not come', async () => {
    await open(CASE, { file: CASE_FILE, provokes: /50[34]/ }, async (page) => {
      const wanted = `**/api/v1/files/${id(7, 3)}`
      await page.getByText('核对完毕', { exact: false }).first().waitFor()
      await page.route(wanted, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ type: '', title: 'busy', status: 503, code: 'busy' }) }))
      await page.getByRole('link', { name: '返回工单' }).click()
      await page.getByRole('button', { name: '案卷' }).click()
      await sheet(page, '凭证 3').getByText('照片不在此处: 未取到').waitFor()
      await sheet(page, '凭证 3').getByText('平台没有给出: 系统繁忙').waitFor()
      await page.unroute(wanted)
      await page.getByRole('button', { name: '再取没有取到的' }).click()
      await sheet(page, '凭证 3').locator('img').waitFor()
    })
  })

  it('compares with the audit for whoever may read it, and says what the root does not prove', async () => {
    await open(CASE, { file: CASE_FILE, also: ['security_officer'] }, async (page) => {
      await paper(page).getByText('审计接口给出的同一条链, 前 14 条指纹与本案卷逐条相同').waitFor()
      await paper(page).getByText('最新签名根', { exact: false }).waitFor()
      await paper(page).getByText('本链是否包含在签名根中: 接口没有给出所需的路径').waitFor()
    })
  })

  it('becomes a PDF of several pages, black on white, that names the order', async () => {
    await open(`?theme=night${CASE}`, { file: CASE_FILE }, async (page) => {
      await page.getByText('核对完毕', { exact: false }).first().waitFor()
      const printed = page.waitForFunction(() => (window as unknown as { printed?: boolean }).printed)
      await page.evaluate(() => (window.print = () => Object.assign(window, { printed: true })))
      await page.getByRole('button', { name: '打印 / 存为 PDF' }).click()
      await printed

      const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
      mkdirSync(OUT, { recursive: true })
      writeFileSync(`${OUT}/case-file.pdf`, pdf)
      const text = pdf.toString('latin1')
      expect(text.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBeGreaterThan(3)
      expect(titleOf(text)).toBe(`案卷 ${ORDER_NO}`)

      await page.emulateMedia({ media: 'print' })
      expect(await page.getByRole('navigation').isVisible()).toBe(false)
      expect(await page.getByRole('button', { name: '打印 / 存为 PDF' }).isVisible()).toBe(false)
      await paper(page).getByText('2507 1100 0123 4567').first().waitFor()
      const colours = await paper(page).evaluate((element) => {
        const { color, backgroundColor } = getComputedStyle(element)
        return [color, backgroundColor]
      })
      expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
      const loaded = await paper(page).locator('img').evaluateAll((all) => all.map((image) => (image as HTMLImageElement).naturalWidth > 0))
      expect(loaded).toEqual([true, true, true, true])
    })
  })

  it('can be read in English at 1024 pixels', async () => {
    await open(`?language=en${CASE}`, { file: withoutEvidence(CASE_FILE), width: 1024 }, async (page) => {
      await page.getByText('All evidence and the chain of the story are as recorded').waitFor()
      await paper(page).getByText('No evidence').waitFor()
      await look(page, 'console/casefile/clean-en')
    })
  })
})

function withoutEvidence(file: OrderFile): OrderFile {
  return { ...file, evidence: [] }
}

function paper(page: Page) {
  return page.getByRole('article')
}

function sheet(page: Page, name: string) {
  return page.getByRole('figure').filter({ hasText: name })
}

/** What the document is called inside: as UTF-16 in hexadecimal, or plain. */
function titleOf(pdf: string): string | undefined {
  const hex = /\/Title\s*<FEFF([0-9A-Fa-f]+)>/.exec(pdf)?.[1]
  if (hex === undefined) return /\/Title\s*\(([^)]*)\)/.exec(pdf)?.[1]
  return String.fromCharCode(...(hex.match(/.{4}/g) ?? []).map((unit) => parseInt(unit, 16)))
}

const OUT = fileURLToPath(new URL('../../e2e/.out/console/casefile', import.meta.url))
