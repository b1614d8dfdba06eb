import { expect, it } from 'vitest'
import type { MeterWorkLine } from '../api/types'
import { filterOf } from './metersFilter'
import { fits, worksFilterOf } from './worksFilter'

const work = (command: MeterWorkLine['command'], outcome: MeterWorkLine['outcome']) => ({ command, outcome }) as MeterWorkLine

it('reads what it knows of the address', () => {
  expect(worksFilterOf(new URLSearchParams('outcome=unknown&command=trip'))).toEqual({ outcome: 'unknown', command: 'trip' })
  expect(worksFilterOf(new URLSearchParams('outcome=lost&command=explode'))).toEqual({})
  expect(filterOf(new URLSearchParams('keys=half_updated&address=0620'))).toEqual({ keys: 'half_updated', address: '0620' })
  expect(filterOf(new URLSearchParams('keys=lost&address=A1'))).toEqual({})
})

it('narrows by both', () => {
  const works = [work('trip', 'unknown'), work('trip', 'done'), work('read', 'unknown')]
  expect(works.filter((each) => fits({ outcome: 'unknown' }, each))).toHaveLength(2)
  expect(works.filter((each) => fits({ outcome: 'unknown', command: 'trip' }, each))).toEqual([works[0]])
  expect(works.filter((each) => fits({}, each))).toEqual(works)
})
