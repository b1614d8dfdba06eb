import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'form.page.title': { zh: '环节表单', en: 'Form' },
  'form.gone.title': { zh: '这个环节已不在本机', en: 'This stage is no longer here' },
  'form.gone.advice': { zh: '可能已转派或退回; 请返回工单查看', en: 'It may have been reassigned or sent back: go back to the order' },
  'form.missing.title': { zh: '表单还没有下载', en: 'The form is not on this terminal yet' },
  'form.missing.advice': { zh: '请联网后同步一次', en: 'Sync once when there is a network' },
  'form.refusal.what': { zh: '对着客户说明要签什么, 录下客户不愿签', en: 'Say what is to be signed, and record the refusal' },
  'form.signature.statement': {
    zh: '{business} · {stage}\n本人确认工单 {order_no} 所录内容属实',
    en: '{business} · {stage}\nI confirm that what is recorded for order {order_no} is true',
  },
  'form.previous.title': { zh: '与上期比较', en: 'Compared with the last reading' },
  'form.previous.before': { zh: '上期示数', en: 'Last reading' },
  'form.previous.now': { zh: '本期示数', en: 'This reading' },
  'form.previous.difference': { zh: '相差', en: 'Difference' },
  'form.previous.energy': { zh: '{reading} kWh', en: '{reading} kWh' },
  'form.previous.not_yet': { zh: '还没有填', en: 'not entered yet' },
  'form.meter.unsaved': { zh: '所填内容还没存到本机', en: 'What was entered is not kept yet' },
  'form.meter.wait': { zh: '等显示“已存本机”后再去', en: 'Go when it says that it is kept' },
  'form.place.none': { zh: '没有取得位置', en: 'No position was taken' },
  'form.place.advice': { zh: '到开阔处再试, 或手动标注', en: 'Try again in the open, or set it by hand' },
})
