import { describe, expect, it } from 'vitest'
import { PHONE } from '../../e2e/support/browser'
import { look } from '../../e2e/support/look'
import { consoleStories } from './consoleStories'
import { LOOKS, SCREENS } from './screens'

const { open } = consoleStories()

describe.each(LOOKS.slice(0, 2))('every page can be read on a phone: $name', ({ name: folder, query }) => {
  it.each(SCREENS)('$name', async ({ name, path, role, ready, readyOnPhone = ready }) => {
    await open(`${query}#${path}`, { role, width: PHONE.width, height: PHONE.height }, async (page) => {
      await readyOnPhone(page)
      await look(page, `console/390/${folder}-${name}`, { isNarrow: true })
      const [inner, outer] = await page.getByRole('main').evaluate((main) => [main.scrollWidth, main.clientWidth])
      expect(inner, 'pushed sideways').toBe(outer)
    })
  })
})

it('the item that was chosen far down the list is in sight on a phone', async () => {
  await open('#/items', { role: 'station_head', width: PHONE.width, height: PHONE.height }, async (page) => {
    const last = page.getByRole('main').getByRole('listitem').filter({ hasText: ORDER_NO }).last()
    const [orderNo = ''] = ORDER_NO.exec(await last.innerText()) ?? []
    await last.getByRole('button').click()
    const detail = page.getByRole('region', { name: '事项内容' })
    await detail.getByRole('link', { name: orderNo }).waitFor()
    await expect.poll(async () => (await detail.boundingBox())?.y).toBeGreaterThanOrEqual(0)
  })
})

const ORDER_NO = /\d{4} \d{4} \d{4} \d{4}/
