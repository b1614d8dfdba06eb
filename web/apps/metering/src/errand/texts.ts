import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'errand.strip.label': { zh: '为工单的表单', en: 'For a form of an order' },
  'errand.strip.order': { zh: '为工单 {order}', en: 'For order {order}' },
  'errand.strip.form': { zh: '表单', en: 'Form' },
  'errand.strip.back': { zh: '回表单', en: 'Back to the form' },

  'errand.pick.title': { zh: '先选电表', en: 'Which meter?' },
  'errand.pick.wanted': { zh: '表单要做：{commands}', en: 'The form wants: {commands}' },
  'errand.pick.advice': { zh: '扫码、输入表号，或对准电表点“直接对表”', en: 'Scan or type its number, or aim at it and ask the line' },
  'errand.pick.known': { zh: '表单里的表 {meter}', en: 'The form’s meter {meter}' },
  'errand.pick.typed': { zh: '到这只表 {meter}', en: 'To this meter {meter}' },

  'errand.wanted.title': { zh: '表单要做', en: 'The form wants' },
  'errand.wanted.switched_off': { zh: '本单位未启用“{command}”，请联系站长', en: 'The company has switched this off: {command}. Ask the head of the station' },
  'errand.wanted.kept': { zh: '做完后结果自动填入表单', en: 'The record is put into the form by itself' },
  'errand.wanted.other_meter': { zh: '表单里的是另一只表：{meter}', en: 'The form is about another meter: {meter}' },
})
