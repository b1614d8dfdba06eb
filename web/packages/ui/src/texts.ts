import { defineTexts } from './i18n/texts'

/** The words of the shared formatters and components. */
export const texts = defineTexts({
  'ui.time.just_now': { zh: '刚刚', en: 'just now' },
  'ui.time.ago': { zh: '{span}前', en: '{span} ago' },
  'ui.time.today': { zh: '今天', en: 'today' },
  'ui.time.tomorrow': { zh: '明天', en: 'tomorrow' },
  'ui.time.yesterday': { zh: '昨天', en: 'yesterday' },
  'ui.time.day_and_time': { zh: '{day} {time}', en: '{day} {time}' },
  'ui.time.relative_and_exact': { zh: '{relative} · {exact}', en: '{relative} · {exact}' },

  'ui.span.minutes': { zh: '{minutes} 分', en: '{minutes} min' },
  'ui.span.hours': { zh: '{hours} 小时', en: '{hours} h' },
  'ui.span.hours_minutes': { zh: '{hours} 小时 {minutes} 分', en: '{hours} h {minutes} min' },
  'ui.span.days': { zh: '{days} 天', en: '{days} {days|day|days}' },
  'ui.span.days_hours': {
    zh: '{days} 天 {hours} 小时',
    en: '{days} d {hours} h',
  },

  'ui.clock.right': { zh: '准', en: 'right' },
  'ui.clock.ahead': { zh: '快 {span}', en: '{span} fast' },
  'ui.clock.behind': { zh: '慢 {span}', en: '{span} slow' },
  'ui.clock.seconds': { zh: '{seconds} 秒', en: '{seconds} s' },
  'ui.clock.minutes': { zh: '{minutes} 分 {seconds} 秒', en: '{minutes} min {seconds} s' },

  'ui.deadline.left': { zh: '还剩 {span}', en: '{span} left' },
  'ui.deadline.working_days_left': {
    zh: '还剩 {count} 个工作日',
    en: '{count} working {count|day|days} left',
  },
  'ui.deadline.overdue': { zh: '超期 {span}', en: '{span} overdue' },
  'ui.deadline.paused': { zh: '计时已暂停', en: 'clock paused' },
  'ui.deadline.due': { zh: '{moment} 到期', en: 'due {moment}' },
  'ui.deadline.was_due': { zh: '应于 {moment} 完成', en: 'was due {moment}' },
  'ui.deadline.originally_due': { zh: '原定 {moment}', en: 'was to be {moment}' },
  'ui.deadline.share': { zh: '时限已用 {percent}', en: '{percent} of the time used' },

  'ui.stage.created': { zh: '已生成', en: 'Created' },
  'ui.stage.dispatched': { zh: '待签收', en: 'To sign in' },
  'ui.stage.signed_in': { zh: '已签收', en: 'Signed in' },
  'ui.stage.en_route': { zh: '在途', en: 'On the way' },
  'ui.stage.on_site': { zh: '已到场', en: 'On site' },
  'ui.stage.in_progress': { zh: '处理中', en: 'In progress' },
  'ui.stage.submitted': { zh: '已提交', en: 'Submitted' },
  'ui.stage.reviewed': { zh: '已审核', en: 'Reviewed' },
  'ui.stage.sent_back': { zh: '已退回', en: 'Sent back' },
  'ui.stage.cancelled': { zh: '已取消', en: 'Cancelled' },

  'ui.order.open': { zh: '办理中', en: 'Open' },
  'ui.order.suspended': { zh: '已挂起', en: 'Suspended' },
  'ui.order.terminated': { zh: '已终止', en: 'Terminated' },
  'ui.order.archived': { zh: '已归档', en: 'Archived' },

  'ui.delivery.saved': { zh: '已保存在本机', en: 'Saved on this device' },
  'ui.delivery.sent': { zh: '已发送', en: 'Sent' },
  'ui.delivery.confirmed': { zh: '已确认', en: 'Confirmed' },
  'ui.delivery.refused': { zh: '被拒收', en: 'Refused' },
  'ui.delivery.held': { zh: '已在平台', en: 'Held by the platform' },

  'ui.copy.action': { zh: '复制 {number}', en: 'Copy {number}' },
  'ui.copy.done': { zh: '已复制', en: 'Copied' },
  'ui.copy.failed': { zh: '复制失败, 请长按选取', en: 'Not copied: press and hold to select' },

  'ui.error.next_step': { zh: '下一步', en: 'What to do next' },
  'ui.error.support_code': { zh: '报障代码', en: 'Support code' },

  'ui.loading.label': { zh: '正在加载', en: 'Loading' },
  'ui.stale.notice': {
    zh: '数据为 {span}前 ({moment}) 的内容',
    en: 'As of {span} ago ({moment})',
  },
  'ui.progress.of': { zh: '第 {done} 项, 共 {total} 项', en: '{done} of {total}' },

  'ui.timeline.offline': { zh: '离线完成', en: 'Done offline' },
  'ui.timeline.terminal': { zh: '终端 {terminal}', en: 'Terminal {terminal}' },
})
