import { expect, it } from 'vitest'
import { everyItem, type Page } from './paging'

const PAGES: Record<string, Page<number>> = {
  first: { items: [1, 2], next: 'second' },
  second: { items: [], next: 'third' },
  third: { items: [3], next: null },
}

it('goes through every page, also over an empty one', async () => {
  const asked: (string | undefined)[] = []
  const items: number[] = []
  for await (const item of everyItem((after) => {
    asked.push(after)
    return Promise.resolve(PAGES[after ?? 'first'] ?? { items: [] })
  })) {
    items.push(item)
  }
  expect(items).toEqual([1, 2, 3])
  expect(asked).toEqual([undefined, 'second', 'third'])
})

it('refuses a list that does not end', async () => {
  const all = async () => {
    for await (const item of everyItem(() => Promise.resolve({ items: [1], next: 'again' }))) expect(item).toBe(1)
  }
  await expect(all()).rejects.toThrow('more than')
})
