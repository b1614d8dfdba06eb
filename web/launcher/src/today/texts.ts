import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'today.page.title': { zh: '今日工单', en: "Today's orders" },
  'today.sync.action': { zh: '同步', en: 'Sync' },
  'today.sync.busy': { zh: '同步中…', en: 'Syncing…' },
  'today.sync.last': { zh: '上次同步: {relative} · {exact}', en: 'Last sync: {relative} · {exact}' },
  'today.sync.never': { zh: '还没有同步过', en: 'Never synced yet' },

  'today.search.label': { zh: '查找工单', en: 'Find an order' },
  'today.search.hint': { zh: '编号、姓名、地址', en: 'Number, name' },

  'today.scan.title': { zh: '扫户号、表号或工单号', en: 'Scan customer, meter or order' },
  'today.scan.none': { zh: '今日工单里没有这个编号', en: 'None of today\'s orders bears this number' },
  'today.scan.expected': { zh: '今日工单的户号、表号或工单号', en: 'a customer, meter or order of today' },

  'today.customers.action': { zh: '查用户', en: 'Find a customer' },
  'today.day_end.action': { zh: '收工检查', en: "Day's end: anything unsent?" },

  'today.choice.professions': { zh: '专业', en: 'Professions' },
  'today.choice.all': { zh: '全部', en: 'All' },
  'today.choice.order': { zh: '排列', en: 'Order' },
  'today.order.nearest': { zh: '由近到远', en: 'Nearest' },
  'today.order.route': { zh: '按路线', en: 'Route' },
  'today.order.due': { zh: '按期限', en: 'Deadline' },

  'today.part.now': { zh: '现在', en: 'Now' },
  'today.part.next': { zh: '接下来', en: 'Next' },
  'today.part.waiting': { zh: '等待中', en: 'Waiting' },

  'today.row.customer': { zh: '户名', en: 'Customer' },
  'today.row.no_name': { zh: '户名未知', en: 'Customer not named' },
  'today.row.urged': { zh: '已催办 {count} 次', en: 'Urged {count} {count|time|times}' },

  'today.hold.refused': { zh: '被拒收', en: 'Refused' },
  'today.hold.read_only': { zh: '已转走, 只读', en: 'Left, read only' },
  'today.hold.to_send': { zh: '待上传', en: 'To be sent' },
  'today.hold.with_others': { zh: '他人办理中', en: 'With others' },

  'today.profession.connection': { zh: '业扩报装', en: 'Connection' },
  'today.profession.metering': { zh: '计量', en: 'Metering' },
  'today.profession.inspection': { zh: '用电检查', en: 'Inspection' },
  'today.profession.repair': { zh: '抢修', en: 'Repair' },
  'today.profession.other': { zh: '工单', en: 'Order' },

  'today.empty.title': { zh: '今天没有工单', en: 'No orders today' },
  'today.empty.advice': { zh: '派给您的工单会出现在这里; 可点“同步”查看新工单', en: 'Orders given to you appear here; tap Sync to look for new ones' },
  'today.empty.no_match': { zh: '没有相符的工单', en: 'No order matches' },
  'today.empty.other_words': { zh: '请换个词, 或清空查找', en: 'Try other words, or clear the search' },
})
