import { expect, it } from 'vitest'
import { readPreferences, writePreferences } from './preferences'

it.each(['', '?language=en', '?theme=night', '?language=en&theme=night'])('reads what it wrote: %s', (search) => {
  expect(writePreferences(readPreferences(search))).toBe(search)
})

it('takes the usual for what it does not know', () => {
  expect(readPreferences('?language=fr&theme=pink')).toEqual({ language: 'zh', theme: 'outdoor' })
})
