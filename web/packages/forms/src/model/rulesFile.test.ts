import { expect, it } from 'vitest'
import { parseRules, RulesFileError } from './rulesFile'

const FILE = `## Rules of the low-voltage residential connection.

# id: phase-imbalance
# form: install
# field: phase
# level: warning
# zh: 三相不平衡超过 25 %
# en: The phases are unbalanced by more than 25 %
!has(order.imbalance) ||
  order.imbalance <= 25

# id: start-reading
# form: install
# field: start_reading
# level: error
# zh: 底度不能为负
# en: The start reading cannot be negative
form.start_reading >= 0

# id: other
# form: acceptance
# field: id_no
# level: error
# zh: 甲
# en: a
true
`

it('reads rules with their words and joins expressions of several lines', () => {
  const [first, second, ...rest] = parseRules(FILE, 'install')
  expect(rest).toEqual([])
  expect(first).toEqual({
    id: 'phase-imbalance',
    form: 'install',
    field: 'phase',
    level: 'warning',
    message: { zh: '三相不平衡超过 25 %', en: 'The phases are unbalanced by more than 25 %' },
    expression: '!has(order.imbalance) ||\norder.imbalance <= 25',
  })
  expect(second?.id).toBe('start-reading')
})

it.each([
  ['# id: a\n# form: f\n# field: x\n# level: error\n# zh: 甲\n# en: a', 'no expression'],
  ['# id: a\n# field: x\n# level: error\n# zh: 甲\n# en: a\ntrue', '# form:'],
  ['# id: a\n# form: f\n# field: x\n# level: fatal\n# zh: 甲\n# en: a\ntrue', 'no level'],
  ['\n\ntrue', 'line 3'],
])('refuses a block that is no rule', (file, reason) => {
  expect(() => parseRules(file, 'f')).toThrow(RulesFileError)
  expect(() => parseRules(file, 'f')).toThrow(reason)
})
