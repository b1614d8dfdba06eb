import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'order.page.title': { zh: '工单', en: 'Order' },
  'order.page.home': { zh: '主屏', en: 'Home' },
  'order.page.again': { zh: '再试一次', en: 'Try again' },

  'order.customer.name': { zh: '户名', en: 'Customer' },
  'order.customer.unknown': { zh: '户名未知', en: 'Customer not named' },
  'order.customer.id_no': { zh: '证件 {number}', en: 'ID {number}' },
  'order.customer.order_no': { zh: '工单号', en: 'Order' },
  'order.customer.customer_no': { zh: '户号', en: 'Customer' },
  'order.customer.call': { zh: '打电话', en: 'Call' },
  'order.customer.card': { zh: '客户', en: 'Customer' },
  'order.customer.navigate': { zh: '导航', en: 'Navigate' },
  'order.customer.urged': { zh: '已催办 {count} 次', en: 'Urged {count} {count|time|times}' },
  'order.personal.show': { zh: '显示', en: 'Show' },
  'order.personal.hide': { zh: '隐藏', en: 'Hide' },

  'order.standing.read_only': {
    zh: '工单已不归您办理, 只能查看; 未上传的内容仍会上传',
    en: 'The order is no longer yours and can only be read; what is unsent will still be sent',
  },
  'order.standing.suspended': { zh: '工单已挂起, 恢复后再办', en: 'The order is suspended; go on when it is resumed' },
  'order.standing.terminated': { zh: '工单已终止', en: 'The order was terminated' },
  'order.standing.archived': { zh: '工单已归档', en: 'The order is archived' },
  'order.standing.with_others': { zh: '现在由他人办理', en: "It is somebody else's turn now" },

  'order.remark.sent_back': { zh: '被退回:', en: 'Sent back:' },
  'order.remark.dispatcher': { zh: '派工说明:', en: 'From the dispatcher:' },

  'order.lane.refused': { zh: '“{what}”被拒收。', en: '"{what}" was refused.' },
  'order.lane.withdraw': { zh: '取回修改', en: 'Take back' },
  'order.lane.retry': { zh: '再发一次', en: 'Send again' },

  'order.notice.understood': { zh: '知道了', en: 'Understood' },

  'order.strip.label': { zh: '环节', en: 'Stages' },
  'order.strip.done': { zh: '已完成', en: 'done' },
  'order.strip.here': { zh: '当前', en: 'here' },
  'order.strip.left': { zh: '已退回', en: 'left' },
  'order.strip.next': { zh: '下一环节', en: 'Next' },
  'order.strip.rounds': { zh: '{done}/{total}', en: '{done}/{total}' },
  'order.strip.or': { zh: ' 或 ', en: ' or ' },
  'order.strip.who': { zh: '{standing} · {name}', en: '{standing} · {name}' },

  'order.actions.fill_in': { zh: '填写表单', en: 'Fill in the form' },
  'order.actions.rounds': { zh: '逐项办理 {done}/{total}', en: 'One by one {done}/{total}' },
  'order.actions.others': { zh: '其他操作', en: 'Other steps' },

  'order.decline.title': { zh: '退单', en: 'Decline the order' },
  'order.decline.usual': { zh: '常用原因', en: 'Usual reasons' },
  'order.decline.not_my_grid': { zh: '不属于本人网格', en: 'Not in my grid' },
  'order.decline.customer_absent': { zh: '客户多次不在, 无法预约', en: 'Customer absent, no appointment possible' },
  'order.decline.no_capacity': { zh: '当日工作已满', en: 'No time left today' },
  'order.decline.reason': { zh: '退单原因', en: 'Reason' },
  'order.decline.action': { zh: '确认退单', en: 'Decline' },

  'order.form.progress': { zh: '表单 {done}/{total}', en: 'Form {done}/{total}' },
  'order.form.filled': { zh: '已填好', en: 'Filled in' },
  'order.form.missing_count': { zh: '还缺 {count} 项', en: '{count} missing' },
  'order.form.evidence': { zh: '现场凭证', en: 'Evidence' },
  'order.form.missing': { zh: '表单还没有下载', en: 'The form is not on this terminal yet' },
  'order.form.sync': { zh: '请联网后同步一次', en: 'Sync once when there is a network' },

  'order.earlier.show': { zh: '查看 {stage} 的记录', en: 'Records of {stage}' },
  'order.earlier.nothing': { zh: '没有可显示的内容', en: 'Nothing to show' },
  'order.travelling.photo': { zh: '{label}，第 {n} 张，共 {of} 张', en: '{label}, {n} of {of}' },
  'order.travelling.not_here': { zh: '尚未下载到本终端，联网同步后可看', en: 'Not on this terminal yet; it comes with the next sync' },
  'order.travelling.before': { zh: '上一张', en: 'The one before' },
  'order.travelling.next': { zh: '下一张', en: 'The next one' },
  'order.travelling.larger': { zh: '放大', en: 'Larger' },
  'order.travelling.smaller': { zh: '缩小', en: 'Smaller' },
})
