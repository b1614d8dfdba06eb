import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'link.bar.label': { zh: '连接：{link}', en: 'Link: {link}' },
  'link.bar.change': { zh: '更改', en: 'Change' },
  'link.bar.none': { zh: '终端没有可用的通信口；接上红外头或 485 线', en: 'No link: attach the infrared head or the RS-485 cable' },
  'link.sheet.title': { zh: '怎样连接电表', en: 'How to reach the meter' },
  'link.sheet.choice': { zh: '连接方式', en: 'Link' },
  'link.beam.focused': { zh: '集中', en: 'focused' },
  'link.beam.diffuse': { zh: '发散', en: 'diffuse' },
  'link.note.focused': { zh: '对准一只表，只它应答', en: 'Aim at one meter; only it answers' },
  'link.note.diffuse': { zh: '范围大，附近的表都可能应答', en: 'Wide: every meter nearby may answer' },
  'link.note.wired': { zh: '接在电表 485 端子上', en: 'On the meter’s RS-485 terminals' },
  'link.note.tcp': { zh: '经网络到电表或模拟表', en: 'Over the network, to a meter or a simulated one' },
  'link.with.beam': { zh: '{link} · {beam}', en: '{link} · {beam}' },
})
