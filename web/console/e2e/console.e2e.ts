import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { waysOf } from '../../e2e/support/ways'
import { ARCHIVE, ARCHIVE_FILE } from './fixtures/archiveFile'
import { ORDER_FILE } from './fixtures/orderFile'
import { BUNDLE_HASH } from './fixtures/orders'
import type { Mood } from './mockApi'
import { consoleStories } from './consoleStories'
import { LOOKS, SCREENS } from './screens'

const { open } = consoleStories()

describe.each(waysOf(LOOKS, ['zh', 'en-night']))('every page with data can be read: $name', ({ name: folder, query }) => {
  it.each(SCREENS)('$name', async ({ name, path, role, ready }) => {
    await open(`${query}#${path}`, { role }, async (page) => {
      await ready(page)
      await look(page, `console/${folder}/${name}`)
    })
  })
})

/** What there is of one thing is never empty, and a page that asks for nothing waits for nothing. */
function hasMood(screen: string, mood: Mood): boolean {
  const isOne = ['order', 'archive', 'case-file', 'process', 'meter-work'].includes(screen)
  return screen !== 'nothing-here' && (mood !== 'empty' || !isOne)
}

const MOODS: { name: Mood }[] = [{ name: 'empty' }, { name: 'loading' }, { name: 'error' }]

describe.each(waysOf(MOODS, ['empty', 'error']))('every page says what is the matter: $name', ({ name: mood }) => {
  it.each(SCREENS.filter(({ name }) => hasMood(name, mood)))('$name', async ({ name, path, role }) => {
    await open(`#${path}`, { role, mood, provokes: /503/ }, async (page) => {
      await page.getByRole('navigation').waitFor()
      if (mood === 'loading') await page.getByRole('main').getByRole('status', { name: '正在加载' }).first().waitFor()
      if (mood === 'error') await page.getByRole('main').getByRole('alert').first().waitFor()
      await look(page, `console/${mood}/${name}`)
    })
  })
})

describe.each(waysOf(LOOKS.slice(0, 2), ['zh', 'en']))('every page can be used at 1024 pixels: $name', ({ name: folder, query }) => {
  it.each(waysOf(SCREENS, ['today', 'orders', 'order', 'archive', 'case-file', 'dispatch', 'authorisations', 'meters', 'meter', 'meter-work', 'processes', 'absences', 'audit']))('$name', async ({ name, path, role, ready }) => {
    await open(`${query}#${path}`, { role, width: 1024 }, async (page) => {
      await ready(page)
      await look(page, `console/1024/${folder}-${name}`)
    })
  })
})

describe('signing in', () => {
  it('says what is wrong and what to do, and leads to the page that was asked for', async () => {
    await open('#/orders', { signedIn: false, provokes: /40[13]/ }, async (page) => {
      await page.getByLabel('账号').fill('wangjianguo')
      await look(page, 'console/session/sign-in')
      await page.getByLabel('密码', { exact: true }).fill('wrong')
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByText('账号或密码不对').waitFor()
      await page.getByLabel('密码', { exact: true }).fill('locked')
      await page.getByRole('button', { name: '登录' }).click()
      await page.getByText('账号锁定 15 分钟', { exact: false }).waitFor()
      await look(page, 'console/session/locked')
      await page.getByLabel('密码', { exact: true }).fill('right')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '工单', level: 1 }).waitFor()
    })
  })

  it('keeps what was typed when the session ends, and finishes what was under way', async () => {
    await open('#/items', { provokes: /401/ }, async (page, api) => {
      await page.getByLabel('说明 (作业人会看到)').fill('核对过照片, 以刘建国的记录为准')
      await page.getByRole('radio', { name: '留作证据' }).check()
      api.expire()
      await page.getByRole('button', { name: '确认处理' }).click()
      const dialog = page.getByRole('dialog', { name: '登录已到期' })
      await dialog.getByLabel('账号').fill('wangjianguo')
      await look(page, 'console/session/expired')
      await dialog.getByLabel('密码', { exact: true }).fill('right')
      await dialog.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByText('已处理').waitFor()
      const [settled, ...others] = api.commands
      expect(others).toEqual([])
      expect(settled).toMatchObject({ path: 'items/resolve', csrf: 'csrf', body: { resolution: 'keep', remark: '核对过照片, 以刘建国的记录为准' } })
      expect(settled?.key).toMatch(/^[0-9a-f-]{36}$/)
    })
  })

  it('says what is odd about a work at a meter, and what comes next', async () => {
    await open('#/items', {}, async (page) => {
      const detail = page.getByRole('region', { name: '事项内容' })
      await page.getByText('表计作业', { exact: true }).first().click()
      await detail.getByText(/跳闸/).first().waitFor()
      await detail.getByRole('link', { name: '打开作业记录' }).waitFor()
      await look(page, 'console/items/meter_work')
      await page.getByText(/任务有效期已过/).first().click()
      await detail.getByText(/任务有效期已过/).waitFor()
      await look(page, 'console/items/run_out')
    })
  })

  it('shows to a role only what the role may use', async () => {
    await open('', { role: 'security_officer' }, async (page) => {
      await page.getByRole('heading', { name: '计量授权', level: 1 }).waitFor()
      const areas = await page.getByRole('navigation').getByRole('link').allInnerTexts()
      expect(areas.map((area) => area.trim())).toEqual(['计量授权', '电能表', '作业', '终端', '安全卡', '人员', '值班表', '审计', '公共查询'])
    })
  })
})

describe('working', () => {
  it.each(['zh', 'en'] as const)('hands over what somebody has in hand and says what stays: %s', async (language) => {
    await open(`?language=${language}#/people`, {}, async (page, api) => {
      await page.locator('tbody tr').nth(0).getByRole('button', { name: language === 'zh' ? /^转交/ : /^Hand over/ }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('button', { name: language === 'zh' ? '病假' : 'Sick' }).click()
      await look(page, `console/dialogs/hand-over-${language}`)
      await dialog.getByRole('button', { name: language === 'zh' ? '全部转交' : 'Hand over', exact: true }).click()
      await dialog.getByText(language === 'zh' ? '已转出 6 个环节' : '6 stages handed over').waitFor()
      await look(page, `console/dialogs/handed-over-${language}`)
      expect(api.commands).toMatchObject([{ path: 'orders/hand-over', body: { reason: language === 'zh' ? '病假' : 'Sick' } }])
    })
  })

  it('moves through the orders by keys and dispatches one', async () => {
    await open('#/orders?flag=undispatched', {}, async (page, api) => {
      await page.locator('tbody a').first().waitFor()
      await page.keyboard.press('j')
      await page.keyboard.press('j')
      await page.keyboard.press('a')
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio').first().check()
      await look(page, 'console/dialogs/dispatch')
      await dialog.getByRole('button', { name: '派工', exact: true }).click()
      await page.getByText('已派出 1 个环节').waitFor()
      expect(api.commands.map(({ path }) => path)).toEqual(['orders/dispatch'])
    })
  })

  it('asks for a reason before a reassignment', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, {}, async (page, api) => {
      await page.getByRole('button', { name: '转派: 装表送电' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByRole('radio', { name: '选择 张海峰' }).check()
      const confirm = dialog.getByRole('button', { name: '转派', exact: true })
      expect(await confirm.isDisabled()).toBe(true)
      await dialog.getByLabel('转派原因 (原承办人会看到)').fill('刘建国临时请假')
      await look(page, 'console/dialogs/reassign')
      await confirm.click()
      await page.getByText('已派出 1 个环节').waitFor()
      expect(api.commands[0]?.body).toMatchObject({ reason: '刘建国临时请假' })
    })
  })

  it('archives an order at the desk, and says what is missing and what the platform refuses', async () => {
    await open(`#/orders/${ARCHIVE_FILE.order.order}`, { role: 'back_office_clerk', provokes: /422/ }, async (page, api) => {
      await page.getByRole('button', { name: '办理: 归档' }).click()
      const form = page.getByRole('form', { name: '归档' })
      const choose = (field: string, option: string) =>
        form.getByRole('group', { name: field, exact: true }).getByRole('radio', { name: option, exact: true }).check()
      await choose('首次远程采集', '成功')
      // Below where the meter began. What is said about it must not move the next button from under the finger.
      await form.getByRole('group', { name: '采集示数（总）' }).getByRole('textbox').fill('0.01')
      await choose('户变关系已推送营配贯通', '是')
      await form.getByRole('group', { name: '采集示数（总）' }).getByText('采集示数小于起始示数', { exact: false }).waitFor()
      await form.getByRole('button', { name: '提交' }).click()
      await form.getByRole('alert').getByText('5 项要填写或改正').waitFor()
      expect(api.commands).toEqual([])
      await look(page, 'console/archive/missing')
      await form.getByRole('button', { name: '现在' }).click()
      await form.getByRole('group', { name: '采集示数（总）' }).getByRole('textbox').fill('0.20')
      for (const field of ['资料与照片已审核', '证件照片已脱敏']) await choose(field, '是')
      await choose('回访结果', '已回访')
      await choose('满意度', '5 非常满意')
      await form.getByRole('group', { name: '备注' }).getByRole('textbox').fill('重复')
      await form.getByRole('button', { name: '提交' }).click()
      await form.getByRole('alert').getByText('备注与回访记录重复').waitFor()
      await look(page, 'console/archive/refused')
      await form.getByRole('group', { name: '备注' }).getByRole('textbox').fill('')
      await form.getByRole('button', { name: '提交' }).click()
      await page.getByText('已提交: 归档').waitFor()
      const [refused, done] = api.commands
      expect(done).toMatchObject({
        path: 'orders/perform', csrf: 'csrf',
        body: { stage: ARCHIVE.stage, values: { first_remote_read: 'ok', first_remote_reading_total_ckwh: 20, papers_masked: true, satisfaction: 5 } },
      })
      expect(done?.key).not.toBe(refused?.key)
    })
  })

  it('shows personal data in full for a reason, and hides them again', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, {}, async (page) => {
      await page.getByRole('button', { name: '查看完整信息' }).click()
      const dialog = page.getByRole('dialog')
      await dialog.getByLabel('原因').fill('电话联系客户')
      await look(page, 'console/dialogs/unmask')
      await dialog.getByRole('button', { name: '查看完整信息' }).click()
      await page.getByText('张晓明', { exact: true }).waitFor()
      await page.getByRole('button', { name: '重新隐藏' }).click()
      await page.getByText('张*明').first().waitFor()
    })
  })

  it('hides the papers until somebody says why', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, {}, async (page, api) => {
      const gallery = page.getByRole('region', { name: /^现场凭证/ })
      const paper = gallery.getByRole('button', { name: '证件照片' })
      await paper.getByText('证件或签字已隐藏, 填写原因后可查看').waitFor()
      expect(await paper.locator('img').count()).toBe(0)
      await paper.scrollIntoViewIfNeeded()
      await look(page, 'console/masked/locked')
      await paper.click()
      const dialog = page.getByRole('dialog', { name: '查看客户完整信息' })
      await dialog.getByLabel('原因').fill('归档前核对证件')
      await look(page, 'console/masked/reason')
      await dialog.getByRole('button', { name: '查看完整信息' }).click()
      await paper.locator('img').waitFor()
      await expect.poll(() => paper.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0)
      const [asked, ...others] = api.commands
      expect(others).toEqual([])
      expect(asked).toMatchObject({ path: `orders/${ORDER_FILE.order.order}/unmask`, csrf: 'csrf', body: { reason: '归档前核对证件' } })
      expect(asked?.key).toMatch(/^[0-9a-f-]{36}$/)
      await look(page, 'console/masked/shown')
      await page.getByRole('button', { name: '重新隐藏' }).click()
      await paper.getByText('证件或签字已隐藏', { exact: false }).waitFor()
    })
  })

  it('leads from a hidden paper in the large view to the same question, and from there to the picture', async () => {
    await open(`?language=en#/orders/${ORDER_FILE.order.order}`, {}, async (page) => {
      await page.getByRole('button', { name: 'Meter face' }).click()
      await page.getByRole('dialog').getByText('SHA-256').first().waitFor()
      await page.getByRole('button', { name: 'Previous' }).click()
      await page.getByRole('dialog').getByText('Paper or signature hidden: give a reason to see it').waitFor()
      await look(page, 'console/masked/large-en')
      await page.getByRole('button', { name: 'Show in full' }).last().click()
      const dialog = page.getByRole('dialog', { name: 'Show personal data in full' })
      await dialog.getByLabel('Reason').fill('Checked before archiving')
      await dialog.getByRole('button', { name: 'Show in full' }).click()
      await page.getByRole('dialog').locator('img').waitFor()
    })
  })

  it('keeps papers hidden from whoever may not unmask', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, { role: 'dispatcher' }, async (page) => {
      await page.getByRole('button', { name: '证件照片' }).click()
      await page.getByRole('dialog').getByText('证件或签字已隐藏, 您的岗位不能查看').waitFor()
      expect(await page.getByRole('button', { name: '查看完整信息' }).count()).toBe(0)
    })
  })

  it('says how each limit of an order stands', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, {}, async (page) => {
      await page.getByText('时限 (4)').click()
      const line = (name: string) => page.getByRole('listitem').filter({ hasText: name })
      await line('低压居民新装全过程').getByText(/还剩 4 天/).waitFor()
      await line('装表送电').filter({ hasText: '内控' }).getByText(/还剩 1 小时/).waitFor()
      await line('业务受理').filter({ hasText: '内控' }).getByText('按时完成').waitFor()
      await line('签收').filter({ hasText: '内控' }).getByText('核实未超期').waitFor()
      await look(page, 'console/order/limits')
    })
  })

  it('shows a photo with everything that proves it', async () => {
    await open(`#/orders/${ORDER_FILE.order.order}`, {}, async (page) => {
      await page.getByRole('button', { name: '表计正面' }).click()
      await page.getByRole('dialog').getByText('SHA-256 指纹').waitFor()
      await page.locator('[role=region][aria-busy=false] .maplibregl-marker').waitFor()
      await look(page, 'console/dialogs/lightbox')
    })
  })

  it('lets no label of the map cover another', async () => {
    await open('#/dispatch', { width: 800 }, async (page) => {
      await page.locator('[role=region][aria-busy=false] .maplibregl-marker').first().waitFor()
      const boxes = await page.locator('.maplibregl-marker:visible').evaluateAll((all) => all.map((each) => each.getBoundingClientRect()))
      const covered = boxes.flatMap((one, at) =>
        boxes.slice(at + 1).filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom),
      )
      expect(boxes.length).toBeGreaterThan(1)
      expect(covered).toEqual([])
    })
  })

  it('calls a process by its title, and nobody by a piece of an id', async () => {
    await open('#/processes', {}, async (page) => {
      const oldest = page.getByRole('row').filter({ hasText: '第 1 版' })
      await oldest.getByText('其他人员').waitFor()
      await oldest.getByRole('link', { name: '低压居民新装' }).waitFor()
      await page.getByRole('row').filter({ hasText: '第 3 版' }).getByRole('link', { name: '低压居民新装' }).click()
      await page.getByRole('heading', { name: '低压居民新装' }).waitFor()
    })
    await open('?language=en#/processes', {}, async (page) => {
      await page.getByRole('link', { name: 'Low voltage residential new' }).first().waitFor()
    })
  })

  it('shows the chosen file of a bundle below the names on a phone', async () => {
    await open(`#/processes/${BUNDLE_HASH}`, { role: 'administrator', width: PHONE.width }, async (page) => {
      const names = await page.getByRole('region', { name: '流程包文件' }).getByRole('list').boundingBox()
      const file = await page.getByLabel('README.md', { exact: true }).boundingBox()
      expect(file?.y).toBeGreaterThan((names?.y ?? 0) + (names?.height ?? 0))
      expect(file?.width).toBeGreaterThan(300)
    })
  })

  it('names every fault of a process bundle', async () => {
    await open('#/processes', { role: 'administrator', provokes: /422/ }, async (page) => {
      await page.getByRole('button', { name: '上传流程包' }).click()
      const folder = fileURLToPath(new URL('../../../processes/low_voltage_residential_new', import.meta.url))
      await page.getByLabel('选择文件夹').setInputFiles(folder)
      await page.locator('.djs-shape').first().waitFor()
      await page.getByRole('dialog').getByRole('button', { name: '上传', exact: true }).click()
      await page.getByText('4 处错误').waitFor()
      await page.getByText('默认流向 flow_scheme_done 不是从此元素出发的').waitFor()
      await look(page, 'console/dialogs/faults')
    })
  })

  it('shows an enrolment code once', async () => {
    await open('#/terminals', { role: 'security_officer' }, async (page) => {
      await page.getByRole('button', { name: '登记新终端' }).click()
      await page.getByLabel('名称').fill('倴城-09')
      await page.getByRole('button', { name: '生成登记码' }).click()
      await page.getByText('7K2M-9PQX-04TD').waitFor()
      await look(page, 'console/dialogs/enrolment-code')
      await page.getByRole('button', { name: '已记下' }).click()
      expect(await page.getByText('7K2M-9PQX-04TD').count()).toBe(0)
    })
  })

  it('narrows the inquiries by who looked and why', async () => {
    await open('#/inquiries', { role: 'security_officer' }, async (page) => {
      await page.locator('tbody tr').nth(3).waitFor()
      await page.getByRole('combobox', { name: '原因' }).click()
      await page.locator('.ant-select-item-option').filter({ hasText: '电费、余额核对' }).click()
      await page.getByLabel('从', { exact: true }).fill('2025-07-01')
      await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
      await page.waitForURL(/reason=bill&from=2025-07-01/)
      await look(page, 'console/inquiries/narrowed')
      await page.getByRole('button', { name: '清除' }).click()
      await page.locator('tbody tr').nth(3).waitFor()
    })
  })

  it('keeps both of two choices that come faster than the page is drawn', async () => {
    await open('#/inquiries', { role: 'security_officer' }, async (page) => {
      await page.locator('tbody tr').nth(3).waitFor()
      const days = [page.getByLabel('从', { exact: true }), page.getByLabel('到', { exact: true })]
      const inputs = await Promise.all(days.map((day) => day.elementHandle()))
      await page.evaluate((all) => {
        const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
        for (const input of all) {
          set?.call(input, '2025-07-01')
          input?.dispatchEvent(new Event('input', { bubbles: true }))
        }
      }, inputs)
      await page.waitForURL(/from=2025-07-01&until=2025-07-01/)
    })
  })

  it('keeps the people on their lines on a small screen although somebody is away', async () => {
    await open('#/people', { width: 1024, height: 700 }, async (page) => {
      await page.getByText(/回来/).first().waitFor()
      await look(page, 'console/narrow/people-away')
      const heights = await page.locator('tbody tr.ant-table-row').evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height))
      // Two lines, and the sign of a limit below them.
      expect(Math.max(...heights)).toBeLessThan(100)
    })
  })

  it('finds an order by the beginning of its number', async () => {
    await open('#/people', {}, async (page) => {
      await page.getByRole('heading', { name: '人员与网格' }).waitFor()
      await page.keyboard.press('Control+k')
      const field = page.getByRole('combobox', { name: '查找' })
      await expect.poll(() => field.evaluate((input) => input === document.activeElement)).toBe(true)
      await page.keyboard.type('2507 1100 0123')
      expect(await field.inputValue()).toBe('2507 1100 0123')
      await page.getByRole('option').nth(1).waitFor()
      await look(page, 'console/dialogs/search')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: '低压居民新装' }).waitFor()
    })
  })

  it('goes on showing what it has when the platform does not answer, and says how old it is', async () => {
    await open('#/orders', { provokes: /503/ }, async (page, api) => {
      await page.locator('tbody a').first().waitFor()
      api.mood('error')
      await page.clock.fastForward('00:31')
      await page.getByText('数据为', { exact: false }).waitFor()
      await look(page, 'console/stale/orders')
    })
  })
})
