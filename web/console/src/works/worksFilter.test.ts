import { expect, it } from 'vitest'
import { worksFilterOf, worksQueryOf } from './worksFilter'

const filterOf = (search: string) => worksFilterOf(new URLSearchParams(search))

it('reads what it knows of the address', () => {
  const all = 'station=s&person=p&order=o&meter=0620&command=trip&kind=unverified&from=2025-07-10&until=2025-07-11'
  expect(filterOf(all)).toEqual({
    station: 's', person: 'p', order: 'o', meter: '0620', command: 'trip', kind: 'unverified', from: '2025-07-10', until: '2025-07-11',
  })
  expect(filterOf('meter=062&command=explode&kind=lost&other=x')).toEqual({})
  expect(filterOf('meter=A620')).toEqual({})
})

it('asks for one kind at a time, and for whole days', () => {
  expect(worksQueryOf({ kind: 'failed', meter: '0620' })).toEqual({ outcome: 'failed', meter: '0620' })
  expect(worksQueryOf({ kind: 'unverified' })).toEqual({ unverified: true })
  expect(worksQueryOf({ kind: 'odd' })).toEqual({ odd: true })
  expect(worksQueryOf({ from: '2025-07-10', until: '2025-07-10' })).toEqual({
    from: Date.parse('2025-07-09T16:00:00Z') * 1000, before: Date.parse('2025-07-10T16:00:00Z') * 1000,
  })
})
