import { defineTexts } from '@ronghe/ui'

export const texts = defineTexts({
  'submit.page.title': { zh: '下一环节给谁', en: 'Who takes the next stage' },
  'submit.page.submit': { zh: '提交', en: 'Submit' },
  'submit.page.busy': { zh: '正在提交…', en: 'Submitting…' },

  'submit.self.title': { zh: '本人', en: 'Myself' },
  'submit.self.later': { zh: '平台确认后由本人继续', en: 'You go on once the platform has confirmed' },
  'submit.self.at_once': { zh: '一次办完: 本人继续', en: 'In one visit: go on myself' },
  'submit.self.continues': { zh: '提交后马上办理下一环节, 没有网络也可以', en: 'Go straight on to the next stage, also without a network' },
  'submit.roles.title': { zh: '按岗位', en: 'By role' },
  'submit.roles.dispatched': { zh: '由派工员派人', en: 'The dispatcher chooses who' },
  'submit.people.title': { zh: '指定人员', en: 'A person' },
  'submit.people.more': { zh: '工号 {staff_no} · {roles}', en: 'Staff no. {staff_no} · {roles}' },
  'submit.people.and': { zh: '、', en: ', ' },
  'submit.none.title': { zh: '可以提交', en: 'Ready to submit' },
  'submit.none.advice': { zh: '下一环节由流程决定', en: 'The process decides what comes next' },

  'submit.not_ready.title': { zh: '还有 {count} 项要改', en: '{count} {count|thing|things} to correct' },
  'submit.not_ready.back': { zh: '回去修改', en: 'Go back and correct' },

  'submit.done.title': { zh: '已提交', en: 'Submitted' },
  'submit.done.saved': { zh: '已保存在本机', en: 'Saved on this device' },
  'submit.done.refused': { zh: '被拒收', en: 'Refused' },
  'submit.done.continue': { zh: '继续办理: {stage}', en: 'Go on: {stage}' },
  'submit.done.home': { zh: '回到主屏', en: 'Home screen' },
  'submit.delivery.saved': { zh: '有网络时自动上传, 可以关屏或离开', en: 'Sent by itself when there is a network; you may leave' },
  'submit.delivery.sent': { zh: '平台已收到, 照片还在上传', en: 'The platform has it; photos are still on their way' },
  'submit.delivery.confirmed': { zh: '平台已全部确认', en: 'The platform has confirmed everything' },
  'submit.delivery.refused': { zh: '请回到工单查看原因', en: 'Go back to the order to see why' },
  'submit.step.label': { zh: '上传进度', en: 'How far it has come' },
  'submit.step.saved': { zh: '已保存', en: 'Saved' },
  'submit.step.not_saved': { zh: '待保存', en: 'Not saved yet' },
  'submit.step.sent': { zh: '已发送', en: 'Sent' },
  'submit.step.not_sent': { zh: '待发送', en: 'To be sent' },
  'submit.step.confirmed': { zh: '已确认', en: 'Confirmed' },
  'submit.step.not_confirmed': { zh: '待确认', en: 'To be confirmed' },
})
