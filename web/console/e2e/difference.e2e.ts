/** Two versions of a process beside one another: in the words of the trade, and line by line. */

import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { look } from '../../e2e/support/look'
import type { ProcessFiles } from '../src/api/types'
import { NEXT_HASH } from './fixtures/migration'
import { BUNDLE_HASH } from './fixtures/orders'
import { PROCESS_FILES, PROCESSES } from './fixtures/processes'
import { consoleStories } from './consoleStories'

const { open } = consoleStories()

const role = 'administrator' as const
const COMPARED = `#/processes/${BUNDLE_HASH}/difference?with=${NEXT_HASH}`

/** As it was before: a shorter limit, a rule less, a field that was asked otherwise. */
const BEFORE: ProcessFiles = {
  ...PROCESS_FILES,
  version: 2,
  files: {
    ...PROCESS_FILES.files,
    'policies.json': String(PROCESS_FILES.files['policies.json']).replace('"value": 5', '"value": 4'),
    'rules.cel': String(PROCESS_FILES.files['rules.cel']).replace(/# id: mobile_as_ordered[^]*?\n\n/, ''),
    'forms/archive.ui.json': String(PROCESS_FILES.files['forms/archive.ui.json']).replace('满意度', '满意程度'),
    'process.bpmn': String(PROCESS_FILES.files['process.bpmn']).replace(/(<[a-z:]*conditionExpression[^>]*>)[^<]*/, '$1outcome == "before"'),
  },
}

describe('the differences between two versions', () => {
  it('are reached from a version, and told in the words of the trade', async () => {
    await open(`#/processes/${BUNDLE_HASH}`, { role }, async (page) => {
      await page.getByRole('button', { name: '与其他版本比较' }).click()
      await page.getByRole('heading', { name: '版本差异' }).waitFor()
      await page.getByRole('combobox', { name: '与之比较' }).click()
      await page.getByTitle('第 4 版').click()
      expect(page.url()).toContain(`with=${NEXT_HASH}`)
      await page.getByText('第 3 版与第 4 版有', { exact: false }).waitFor()
      await part(page, '环节与节点').getByText('装表接电与送电').waitFor()
      await part(page, '环节与节点').getByText('装表送电').waitFor()
      await part(page, '流向与条件').getByText('原为 受理结论 → 装表送电').waitFor()
      await part(page, '表单').getByText('box_order').waitFor()
      await part(page, '规则').getByText('没有变化').waitFor()
      await part(page, '时限').getByText('没有变化').waitFor()
      await look(page, 'console/difference/overview')
    })
  })

  it('name rule, limit and field, and show the lines with a sign', async () => {
    const older = PROCESSES.find(({ version }) => version === 2)?.hash ?? ''
    await open(`#/processes/${BUNDLE_HASH}/difference?with=${older}`, { role, others: { [older]: { ...BEFORE, hash: older } } }, async (page) => {
      await part(page, '流向与条件').getByText('条件 outcome == "before" →', { exact: false }).waitFor()
      await part(page, '规则').getByText('联系手机与营销系统下达的不一致', { exact: false }).waitFor()
      await part(page, '时限').getByText('4 个工作日 → 5 个工作日').waitFor()
      await part(page, '表单').getByText('~ 满意度').waitFor()
      await page.getByText('rules.cel').click()
      const lines = page.getByRole('table', { name: 'rules.cel 的逐行差异' })
      const added = lines.getByRole('row').filter({ hasText: '# id: mobile_as_ordered' })
      await added.waitFor()
      expect((await added.getByRole('cell').allInnerTexts()).slice(2)).toEqual(['+', '# id: mobile_as_ordered'])
      await page.getByText('policies.json').click()
      const limits = page.getByRole('table', { name: 'policies.json 的逐行差异' })
      const [gone, isNew] = ['−', '+'].map((sign) => limits.getByRole('row').filter({ hasText: '"value":' }).filter({ hasText: sign }))
      await gone?.waitFor()
      expect((await gone?.getByRole('cell').allInnerTexts())?.slice(2)).toEqual(['−', '    "value": 4,'])
      expect((await isNew?.getByRole('cell').allInnerTexts())?.slice(2)).toEqual(['+', '    "value": 5,'])
      await limits.scrollIntoViewIfNeeded()
      await look(page, 'console/difference/lines')
    })
  })

  it('are none where there is one version only', async () => {
    await open(`#/processes/${BUNDLE_HASH}/difference`, { role, versions: PROCESSES.filter(({ version }) => version === 3) }, async (page) => {
      await page.getByText('这个流程只有一个版本').waitFor()
    })
  })

  it('can be read at night, in English and at 1024 pixels', async () => {
    await open(`?language=en&theme=night${COMPARED}`, { role, width: 1024 }, async (page) => {
      await page.getByText('README.md').click()
      await page.getByRole('table', { name: 'Lines of README.md that differ' }).waitFor()
      await look(page, 'console/difference/night-en')
    })
  })
})

/** What stands beside a name of the overview. */
function part(page: Page, name: string) {
  return page.locator(`xpath=//dt[normalize-space()="${name}"]/following-sibling::dd`)
}
