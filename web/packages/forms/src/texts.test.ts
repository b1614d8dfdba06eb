import { expect, it } from 'vitest'
import type { FormUi } from './model/form'
import { unitWords } from './texts'

const SCREENS = import.meta.glob<FormUi>('../../../../processes/*/forms/*.ui.json', { import: 'default', eager: true })

it('says what is counted in the language of the page', () => {
  expect([unitWords('元', 'zh'), unitWords('元', 'en'), unitWords('kWh', 'zh'), unitWords('kWh', 'en')]).toEqual(['元', 'CNY', 'kWh', 'kWh'])
})

it('has words for every unit that is shipped', () => {
  const units = Object.values(SCREENS).flatMap(({ fields }) => Object.values(fields).flatMap(({ unit }) => unit ?? []))
  expect(new Set(units).size).toBeGreaterThan(5)
  expect(units.filter((unit) => /\p{Script=Han}/u.test(unitWords(unit, 'en')))).toEqual([])
  expect(units.filter((unit) => unit === 'CNY')).toEqual([])
})
