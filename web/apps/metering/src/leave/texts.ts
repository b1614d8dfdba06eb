import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'leave.page.over': { zh: '授权 · 表 {meter}', en: 'Leave · meter {meter}' },
  'leave.page.meter': { zh: '电表', en: 'Meter' },
  'leave.page.two_persons': {
    zh: '由另一人在办公室批准；执行的那一刻平台再核对一次',
    en: 'Somebody else gives leave at the office; the platform asks again at the moment of action',
  },

  'leave.ask.title': { zh: '申请授权', en: 'Ask for leave' },
  'leave.ask.order': { zh: '为哪个工单', en: 'For which order' },
  'leave.ask.no_order': {
    zh: '您手上没有这只表的工单，不能申请。请派工员派单后再来',
    en: 'You have no order for this meter, so you cannot ask. Let the dispatcher give you one',
  },
  'leave.ask.action': { zh: '申请：{command}', en: 'Ask: {command}' },
  'leave.ask.again': { zh: '再次申请', en: 'Ask again' },
  'leave.ask.network': { zh: '需要网络；发出后可以离开本页', en: 'Needs the network; you may leave this page afterwards' },

  'leave.notice.label': { zh: '停电前再次通知客户的时间（今天）', en: 'When the customer was told again, today' },
  'leave.notice.now': { zh: '现在通知了', en: 'Told now' },
  'leave.notice.rule': { zh: '通知满 30 分钟才能跳闸', en: 'The trip is possible 30 minutes after it' },
  'leave.notice.ahead': { zh: '不能晚于现在', en: 'Not after now' },
  'leave.contacted.label': { zh: '已联系客户，同意送电且用电设备已断开', en: 'The customer agreed, and appliances are off' },
  'leave.contacted.needed': { zh: '该工单要求先联系客户确认', en: 'This order wants the customer contacted first' },

  'leave.purchase.amount': { zh: '充值金额（元）', en: 'Amount (yuan)' },
  'leave.purchase.count': { zh: '第几次购电（表内次数加 1）', en: 'Number of this purchase (the meter’s count plus 1)' },
  'leave.parameter.dlt645': { zh: 'DL/T 645', en: 'DL/T 645' },
  'leave.parameter.dlt698': { zh: 'DL/T 698.45', en: 'DL/T 698.45' },
  'leave.parameter.which': { zh: '哪一项', en: 'Which one' },
  'leave.parameter.other': { zh: '其他（填标识）', en: 'Another, by its identifier' },
  'leave.parameter.value': { zh: '新值', en: 'New value' },
  'leave.parameter.item': { zh: '数据标识（8 位）', en: 'Data identifier, 8 hex digits' },
  'leave.parameter.oad': { zh: '对象属性，如 4007-02-00', en: 'Attribute, as 4007-02-00' },
  'leave.parameter.hex': { zh: '新值（十六进制）', en: 'New value, hex' },
  'leave.present.label': { zh: '现值', en: 'Present value' },
  'leave.present.not_read': { zh: '还没有读取；审批人看不到由什么改成什么', en: 'Not read yet: who approves does not see from what it goes to what' },
  'leave.present.none': { zh: '表计没有这一项', en: 'The meter has no such item' },
  'leave.present.read_at': { zh: '读于 {when}', en: 'read {when}' },
  'leave.present.read': { zh: '读取现值', en: 'Read the present value' },
  'leave.present.read_again': { zh: '重新读取', en: 'Read again' },
  'leave.parameter.wrong': { zh: '格式不对', en: 'Not written as it should be' },

  'leave.state.requested': { zh: '待审批', en: 'Waits for leave' },
  'leave.state.refused': { zh: '已驳回', en: 'Refused' },
  'leave.state.approved': { zh: '已批准', en: 'Approved' },
  'leave.state.released': { zh: '已放行', en: 'Released' },
  'leave.state.used': { zh: '已使用', en: 'Used' },
  'leave.state.withdrawn': { zh: '已撤回', en: 'Taken back' },
  'leave.state.expired': { zh: '已过期', en: 'Expired' },

  'leave.card.label': { zh: '授权状态', en: 'How the leave stands' },
  'leave.card.order': { zh: '工单', en: 'Order' },
  'leave.card.by': { zh: '审批人', en: 'Decided by' },
  'leave.card.reason': { zh: '原因', en: 'Reason' },
  'leave.card.asked': { zh: '申请时间', en: 'Asked' },
  'leave.card.not_before': { zh: '生效时间', en: 'Valid from' },
  'leave.card.sets': { zh: '申请内容', en: 'Asked with' },
  'leave.card.waits': { zh: '批准后本页自动更新', en: 'This page follows by itself once somebody decides' },
  'leave.card.meanwhile': { zh: '先读电表', en: 'Read the meter meanwhile' },
  'leave.card.go_on': { zh: '核对并执行', en: 'Check and carry out' },
  'leave.card.released': {
    zh: '平台已放行，等待执行结果；没有执行的，请再次申请',
    en: 'The platform has released it and waits for the result; ask again if it was not carried out',
  },

})
