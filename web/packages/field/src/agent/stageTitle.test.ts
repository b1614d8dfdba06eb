import { expect, it } from 'vitest'
import { stageTitle } from './stageTitle'
import type { OrderDetail, Stage } from './wire'

const stage = (given: Partial<Stage>): Stage => ({
  stage: 's', place: 1, element: 'e', occurrence: 1, name: '', state: 'dispatched', stage_rev: 1, generation: 1, opened_at: 0, ...given,
})

it('is called as its form is, in both languages', () => {
  const ui = { title: { zh: '业务受理', en: 'Application' } }
  const bundle = { process: 'p', forms: { acceptance: { ui } }, rules: '' } as unknown as NonNullable<OrderDetail['bundle']>
  expect(stageTitle({ bundle }, stage({ form: 'acceptance' })).en).toBe('Application')
  expect(stageTitle({ bundle }, stage({ name: '归档' })).en).toBe('归档')
})
