import { expect, it } from 'vitest'
import { changed } from './useAddress'

it.each([
  ['state=open', { state: 'all' }, 'state=all'],
  ['state=open', { kind: 'late' }, 'state=open&kind=late'],
  ['state=open&kind=late', { state: undefined, kind: '' }, ''],
  ['', {}, ''],
])('%s changed by %j asks for %s', (before, changes, after) => {
  expect(changed(new URLSearchParams(before), changes).toString()).toBe(after)
})

it('leaves what stood before as it was', () => {
  const before = new URLSearchParams('state=open')
  changed(before, { state: 'all' })
  expect(before.toString()).toBe('state=open')
})
