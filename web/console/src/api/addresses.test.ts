import { expect, it } from 'vitest'
import { beginningWith, isBeginning, justBefore } from './addresses'

const meters = (...addresses: string[]) => addresses.map((comm_address) => ({ comm_address }))

it('takes up the list right before the first that can have the beginning', () => {
  expect(justBefore('0620')).toBe('061999999999')
  expect(justBefore('062010017330')).toBe('062010017329')
  expect(justBefore('000000000001')).toBe('000000000000')
  for (const all of ['', '0', '000000000000']) expect(justBefore(all)).toBeUndefined()
})

it('ends where another beginning comes', () => {
  const page = { items: meters('062010017330', '062099999999', '062100000000'), next: '062100000000' }
  expect(beginningWith('0620', page)).toEqual({ items: meters('062010017330', '062099999999'), next: null })
  expect(beginningWith('062', page)).toEqual(page)
  expect(beginningWith('07', page)).toEqual({ items: [], next: null })
})

it('knows what is no address', () => {
  expect(['', '0620', '062010017330'].every(isBeginning)).toBe(true)
  expect(['0620100173301', '06-20', 'A1'].some(isBeginning)).toBe(false)
})
