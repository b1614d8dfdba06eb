import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'meter.page.over': { zh: '电表', en: 'Meter' },
  'meter.page.list': { zh: '列表', en: 'List' },
  'meter.who.title': { zh: '是谁', en: 'Who it is' },
  'meter.who.meter_no': { zh: '表号', en: 'Meter no.' },
  'meter.who.address': { zh: '通信地址', en: 'Address' },
  'meter.who.asset_no': { zh: '资产编号', en: 'Asset no.' },
  'meter.who.order': { zh: '工单', en: 'Order' },
  'meter.who.open_order': { zh: '打开工单', en: 'Open the order' },
  'meter.stood.title': { zh: '上次的状态', en: 'How it stood' },
  'meter.stood.when': { zh: '{relative}（{exact}）', en: '{relative} ({exact})' },
  'meter.stood.never': { zh: '还没有读过状态；先点“信息获取”', en: 'Its state was never read: look at the meter first' },

  'meter.stood.before': { zh: '中断之前的状态', en: 'How it stood before' },
  'meter.stood.unknown': { zh: '现在的状态未知，核实后才知道', en: 'Not known before it is verified' },

  'meter.verify.title': { zh: '先核实', en: 'Verify first' },
  'meter.verify.why': {
    zh: '上次“{command}”中途断开，不知道电表有没有执行。核实前不能做别的操作。',
    en: 'The last command ({command}) was cut off. Nobody knows whether the meter did it; nothing else can be done before that is verified.',
  },
  'meter.verify.action': { zh: '核实电表状态', en: 'Verify the meter’s state' },

  'meter.look.title': { zh: '查看（不改变电表）', en: 'Look: changes nothing' },
  'meter.switch.title': { zh: '控制（需授权）', en: 'Switch: needs leave' },
  'meter.set.title': { zh: '设置（需授权）', en: 'Set: needs leave' },
  'meter.works.title': { zh: '这只表的作业', en: 'Works at this meter' },
  'meter.works.none': { zh: '还没有作业', en: 'No works yet' },

  'meter.leave.requested': { zh: '待审批', en: 'Waits' },
  'meter.leave.approved': { zh: '已批准', en: 'Approved' },

  'meter.read.title': { zh: '读哪些数', en: 'What to read' },
  'meter.items.energy': { zh: '电能量', en: 'Energy' },
  'meter.items.billing': { zh: '抄表结算', en: 'Billing' },
  'meter.items.snapshot': { zh: '电压电流功率', en: 'Voltage, current, power' },
  'meter.items.freeze': { zh: '日冻结', en: 'Daily freezes' },
  'meter.items.events': { zh: '事件次数', en: 'Events' },
  'meter.items.identity': { zh: '表计身份', en: 'Identity' },
  'meter.note.energy': { zh: '正反向总及各费率', en: 'Total and by tariff, both directions' },
  'meter.note.billing': { zh: '电能、需量、时钟、状态', en: 'Energy, demand, clock, state' },
  'meter.note.snapshot': { zh: '此刻的瞬时量', en: 'What flows now' },
  'meter.note.freeze': { zh: '最近 7 天，红外约 1 分钟', en: 'The last 7 days; about a minute over infrared' },
  'meter.note.events': { zh: '失压、掉电、开盖、跳合闸', en: 'Voltage loss, outages, covers, switching' },
  'meter.note.identity': { zh: '表号、型号、时钟、密钥', en: 'Numbers, model, clock, keys' },
})
