import { expect, it } from 'vitest'
import type { FieldValue, UiField } from '../model/form'
import { valueWords } from './valueWords'

const label = { zh: '甲', en: 'A' }

it.each<[Partial<UiField>, FieldValue, string | undefined]>([
  [{ widget: 'decimal', scale: 2, unit: 'kW' }, 800, '8 kW'],
  [{ widget: 'decimal', scale: 3, unit: 'kVA' }, 1_600_000, '1,600 kVA'],
  [{ widget: 'readonly', scale: 2, unit: '元' }, 28640, '286.40 元'],
  [{ widget: 'meter-reading', scale: 2, unit: 'kWh' }, 123456, '1,234.56 kWh'],
  [{ widget: 'text' }, '13800001234', '138 0000 1234'],
  [{ widget: 'readonly' }, '0301234567', '0301 2345 67'],
  [{ widget: 'text' }, 'ZD202609-0301234567', 'ZD202609-0301234567'],
  [{ widget: 'text', mask: 'id_no' }, '110105194912310021', '110105********0021'],
  [{ widget: 'text', mask: 'mobile' }, '13800001234', '138 **** 1234'],
  [{ widget: 'text', mask: 'id_no' }, '11010519491231002X', '110105********002X'],
  [{ widget: 'text', mask: 'name' }, '张晓明', '张**'],
  [{ widget: 'toggle' }, false, '否'],
  [{ widget: 'choice', options: [{ value: 'a', label: { zh: 'A 相', en: 'Phase A' } }] }, 'a', 'A 相'],
  [{ widget: 'datetime' }, 1752223200000000, '2025-07-11 16:40'],
  [{ widget: 'barcode' }, '3130001000001234567893', '3130 0010 0000 1234 5678 93'],
  [{ widget: 'meter-work' }, { command: 'trip', outcome: 'unknown' }, '跳闸 · 结果不明'],
  [{ widget: 'text' }, undefined, undefined],
])('%j of %j: %s', (ui, value, words) => {
  expect(valueWords({ label, widget: 'text', ...ui }, value, 'zh')).toBe(words)
})
