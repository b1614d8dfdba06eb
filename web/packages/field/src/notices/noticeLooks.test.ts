import { expect, it } from 'vitest'
import { noticeLook } from './noticeLooks'

it('tells an order that stands still from one that goes on', () => {
  expect(noticeLook('suspended')).toMatchObject({ icon: 'pause', word: 'field.notice.suspended' })
  expect(noticeLook('resumed')).toMatchObject({ meaning: 'running', word: 'field.notice.resumed' })
})

it('has a plain look for what it does not know', () => {
  expect(noticeLook('brand_new').word).toBe('field.notice.other')
})
