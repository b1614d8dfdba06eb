import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'me.page.title': { zh: '我的', en: 'Me' },
  'me.person.staff_no': { zh: '工号', en: 'Staff no.' },
  'me.person.roles': { zh: '岗位', en: 'Roles' },
  'me.person.and': { zh: '、', en: ', ' },
  'me.person.card': { zh: '操作员卡', en: 'Operator card' },
  'me.person.card_in': { zh: '已插入, PIN 可试 {tries} 次', en: 'In, {tries} PIN {tries|try|tries} left' },
  'me.person.no_card': { zh: '未插入', en: 'Not in' },
  'me.person.lock': { zh: '锁定', en: 'Lock' },

  'me.practice.title': { zh: '练习', en: 'Practice' },
  'me.practice.what': {
    zh: '用假工单从受理练到归档。进入前先锁定您自己的内容, 结束后输 PIN 接着用',
    en: 'Made-up orders, from application to archive. Your own work is locked first; your PIN brings it back',
  },
  'me.practice.end': { zh: '结束练习', en: 'End practice' },

  'me.look.title': { zh: '显示', en: 'Display' },
  'me.look.theme': { zh: '主题', en: 'Theme' },
  'me.look.outdoor': { zh: '户外', en: 'Outdoor' },
  'me.look.night': { zh: '夜间', en: 'Night' },
  'me.look.text_size': { zh: '字号', en: 'Text size' },
  'me.look.percent': { zh: '{percent} %', en: '{percent} %' },
  'me.look.language': { zh: '语言', en: 'Language' },
  'me.look.zh': { zh: '中文', en: 'Chinese' },
  'me.look.english': { zh: 'English', en: 'English' },

  'me.terminal.title': { zh: '本终端', en: 'This terminal' },
  'me.terminal.storage_low': { zh: '存储空间不足, 请尽快联网上传', en: 'Storage is short: upload as soon as there is a network' },
  'me.terminal.offline_until': { zh: '可离线使用', en: 'Works offline' },
  'me.terminal.lease': { zh: '还剩 {span} · 到 {moment}', en: '{span} left · until {moment}' },
  'me.terminal.last_sync': { zh: '上次同步', en: 'Last sync' },
  'me.terminal.synced': { zh: '{relative} · {exact}', en: '{relative} · {exact}' },
  'me.terminal.never': { zh: '还没有', en: 'Never' },
  'me.terminal.free': { zh: '剩余空间', en: 'Free space' },
  'me.terminal.clock': { zh: '时钟', en: 'Clock' },
  'me.terminal.release': { zh: '程序版本', en: 'Release' },
  'me.terminal.number': { zh: '终端编号', en: 'Terminal' },
  'me.terminal.unknown': { zh: '未知', en: 'Unknown' },

  'me.clock.right': { zh: '准确', en: 'Right' },
  'me.clock.behind': { zh: '慢 {seconds} 秒, 已自动校正', en: '{seconds} s slow, corrected' },
  'me.clock.ahead': { zh: '快 {seconds} 秒, 已自动校正', en: '{seconds} s fast, corrected' },
  'me.clock.unknown': { zh: '未校对, 联网后自动校正', en: 'Not compared yet; corrected once there is a network' },
})
