import type { FormUi } from '@ronghe/forms'
import { expect, it } from 'vitest'
import { fieldGroups } from './fieldRows'

const UI: FormUi = {
  title: { zh: '受理', en: 'Acceptance' },
  groups: [
    { id: 'who', title: { zh: '客户', en: 'Customer' }, fields: ['name', 'mobile'] },
    { id: 'what', title: { zh: '用电', en: 'Supply' }, fields: ['capacity'] },
  ],
  fields: {
    name: { label: { zh: '户名', en: 'Name' }, widget: 'text', mask: 'name', prefill: 'order.customer.customer_name' },
    mobile: { label: { zh: '电话', en: 'Mobile' }, widget: 'text' },
    capacity: { label: { zh: '容量', en: 'Capacity' }, widget: 'decimal', unit: 'kW', scale: 2 },
  },
}
const FACTS = { customer: { customer_name: '张三' } }

it('leaves out what nobody filled in, and groups without fields', () => {
  const groups = fieldGroups(UI, { name: '张三' }, undefined, FACTS, 'zh')
  expect(groups.map(({ id, rows }) => [id, rows.map(({ name }) => name)])).toEqual([['who', ['name']]])
})

it('shows what changed after a send-back, also what was emptied', () => {
  const [who, what] = fieldGroups(UI, { name: '张三', capacity: 800 }, { name: '张三', mobile: '13800001234', capacity: 600 }, FACTS, 'zh')
  expect(who?.rows.map(({ name, before }) => [name, before])).toEqual([['name', undefined], ['mobile', '138 0000 1234']])
  expect(what?.rows[0]).toMatchObject({ words: '8 kW', before: '6 kW' })
})

it('says where the worker recorded something else than the order', () => {
  expect(fieldGroups(UI, { name: '张四' }, undefined, FACTS, 'zh')[0]?.rows[0]?.orderSays).toBe('张三')
  expect(fieldGroups(UI, { name: '张三' }, undefined, FACTS, 'zh')[0]?.rows[0]?.orderSays).toBeUndefined()
})

it('does not mask again what the platform has unmasked', () => {
  expect(fieldGroups(UI, { name: '张三丰' }, undefined, {}, 'zh')[0]?.rows[0]?.words).toBe('张三丰')
})
