import { expect, it } from 'vitest'
import { takeEntry, withPlace } from './entry'

function open(hash: string) {
  const left: unknown[] = []
  const location = { hash, pathname: '/', search: '' } as Location
  const history = { replaceState: (_: unknown, __: string, url: string) => left.push(url) } as unknown as History
  return { entry: takeEntry(location, history), left }
}

it('takes code and place, and leaves only the place in the address bar', () => {
  const { entry, left } = open(new URL(withPlace('http://127.0.0.1:7002/#code=once', '/orders/0197-a')).hash)
  expect(entry).toEqual({ code: 'once', at: '/orders/0197-a' })
  expect(left).toEqual(['/', '/#/orders/0197-a'])
})

it('takes no place that leads out of the page', () => {
  expect(open('#code=once&at=https%3A%2F%2Felsewhere.example').entry.at).toBeUndefined()
  expect(open('#code=once&at=%2F%2Felsewhere.example').entry.at).toBeUndefined()
})

it('a page that was loaded again has no code', () => {
  expect(open('#/orders/0197-a')).toEqual({ entry: { code: undefined, at: undefined }, left: [] })
})
