import { defineTexts } from '@ronghe/ui'

/** The words that every field page shares. */
export const texts = defineTexts({
  'field.screen.back': { zh: '返回', en: 'Back' },
  'field.screen.close': { zh: '关闭', en: 'Close' },

  'field.list.again': { zh: '再试一次', en: 'Try again' },

  'field.pin.pad': { zh: 'PIN 键盘', en: 'PIN pad' },
  'field.pin.typed': { zh: '已输入 {count} 位', en: '{count} {count|digit|digits} entered' },
  'field.pin.clear': { zh: '清除', en: 'Clear' },
  'field.pin.delete': { zh: '退格', en: 'Delete' },
  'field.pin.checking': { zh: '正在核对…', en: 'Checking…' },

  'field.unlock.title': { zh: '解锁终端', en: 'Unlock the terminal' },
  'field.unlock.staff_no': { zh: '工号 {number}', en: 'Staff no. {number}' },
  'field.unlock.unlock': { zh: '解锁', en: 'Unlock' },
  'field.unlock.tries_left': { zh: 'PIN 有误, 还可试 {count} 次', en: 'Wrong PIN, {count} {count|try|tries} left' },
  'field.unlock.no_card': { zh: '请插入操作员卡', en: 'Insert your operator card' },
  'field.unlock.insert_card': {
    zh: '插好卡后本页自动继续; 没有网络也能解锁',
    en: 'This page goes on by itself once the card is in; no network is needed',
  },
  'field.unlock.card_locked': { zh: '卡已锁定', en: 'The card is locked' },
  'field.unlock.ask_officer': {
    zh: '请联系信息安全员解锁; 已录入的内容都在本机, 不会丢失',
    en: 'Ask the security officer to unlock it; everything you recorded is safe on this device',
  },

  'field.left_out.title': { zh: '页面已断开', en: 'This page is disconnected' },
  'field.left_out.reopen': { zh: '请从主屏重新打开', en: 'Open it again from the home screen' },
  'field.left_out.nothing_lost': {
    zh: '已保存的内容都在本机, 不会丢失',
    en: 'Everything that was saved is on this device; nothing is lost',
  },

  'field.bar.no_agent': { zh: '终端服务没有回应, 请勿关机', en: 'The terminal does not answer: do not switch off' },
  'field.bar.all_sent': { zh: '全部已上传', en: 'Everything is uploaded' },
  'field.bar.operations': { zh: '{count} 项未上传', en: '{count} not uploaded' },
  'field.bar.files': { zh: '{count} 张照片 {percent}', en: '{count} {count|photo|photos} {percent}' },
  'field.bar.storage_low': { zh: '存储空间不足', en: 'Storage is short' },

  'field.battery.low': { zh: '电量 {percent}, 请尽快充电', en: 'Battery {percent}: charge it soon' },

  'field.network.unknown': { zh: '网络: 未联系', en: 'Network: not asked yet' },
  'field.network.none': { zh: '网络: 无', en: 'Network: none' },
  'field.network.weak': { zh: '网络: 弱', en: 'Network: weak' },
  'field.network.good': { zh: '网络: 好', en: 'Network: good' },

  'field.scan.title': { zh: '扫码', en: 'Scan' },
  'field.scan.camera': { zh: '摄像头画面', en: 'Camera picture' },
  'field.scan.by_key': { zh: '请按扫码键, 或手工输入', en: 'Press the scan key, or type the code' },
  'field.scan.code': { zh: '条码内容', en: 'Code' },
  'field.scan.take': { zh: '使用此码', en: 'Use this code' },

  'field.moment.past': { zh: '{relative} · {exact}', en: '{relative} · {exact}' },
  'field.notice.reassigned': { zh: '已转派', en: 'Reassigned' },
  'field.notice.cancelled': { zh: '已取消', en: 'Cancelled' },
  'field.notice.urged': { zh: '催办', en: 'Urged' },
  'field.notice.suspended': { zh: '已挂起', en: 'Suspended' },
  'field.notice.resumed': { zh: '已恢复', en: 'Resumed' },
  'field.notice.changed': { zh: '有变更', en: 'Changed' },
  'field.notice.due_soon': { zh: '即将到期', en: 'Due soon' },
  'field.notice.overdue': { zh: '已超期', en: 'Overdue' },
  'field.notice.late': { zh: '迟到记录', en: 'Kept as late evidence' },
  'field.notice.conflict': { zh: '有冲突', en: 'Conflict' },
  'field.notice.refused': { zh: '被拒收', en: 'Refused' },
  'field.notice.returned': { zh: '被退回', en: 'Sent back' },
  'field.notice.other_card': { zh: '另一张卡', en: 'Another card' },
  'field.notice.other': { zh: '通知', en: 'Notice' },

  'field.kind.sign_in': { zh: '签收', en: 'Sign in' },
  'field.kind.set_out': { zh: '出发', en: 'Set out' },
  'field.kind.arrive': { zh: '到达现场', en: 'Arrive' },
  'field.kind.begin': { zh: '开始办理', en: 'Begin' },
  'field.kind.submit': { zh: '提交', en: 'Submit' },
  'field.kind.decline': { zh: '退单', en: 'Decline' },

  'field.outcome.op_id_reused': {
    zh: '编号与另一条记录重复, 请导出后报障',
    en: 'Its number belongs to another record: export it and call support',
  },
  'field.outcome.unknown_order': { zh: '平台没有这张工单, 请联系派工员', en: 'The platform has no such order: ask the dispatcher' },
  'field.outcome.unknown_stage': { zh: '平台没有这个环节, 请联系派工员', en: 'The platform has no such stage: ask the dispatcher' },
  'field.outcome.bundle_mismatch': {
    zh: '流程版本不一致, 请同步后取回重填',
    en: 'Made under another version of the process: sync, take it back and submit again',
  },
  'field.outcome.form_invalid': { zh: '表单内容不符合要求, 请取回修改', en: 'The form does not meet the rules: take it back and correct it' },
  'field.outcome.file_unannounced': {
    zh: '表单所附照片与工单登记不符, 请取回后重新拍摄提交',
    en: 'A file that the form names was not announced: take it back, take the photo again and submit',
  },
  'field.outcome.recipient_invalid': {
    zh: '所选的下一环节人员无权办理, 请取回重选',
    en: 'The chosen person may not take the next stage: take it back and choose again',
  },
  'field.outcome.second_person_invalid': {
    zh: '监护人确认无效, 请取回后由监护人重新刷卡确认',
    en: "The second person's confirmation does not count: take it back and let that person confirm again",
  },
  'field.outcome.signature_invalid': { zh: '卡签名不符, 请联系信息安全员', en: "The card's signature does not fit: ask the security officer" },
  'field.outcome.never_replayed': {
    zh: '停复电命令不能离线补发',
    en: 'Switching commands are never sent later',
  },
  'field.outcome.process_stuck': { zh: '流程无法前进, 请取回检查结论', en: 'The process cannot go on: take it back and check the result' },
  'field.outcome.malformed': { zh: '平台读不懂这条记录, 请导出后报障', en: 'The platform cannot read it: export it and call support' },
  'field.outcome.reassigned': { zh: '已转派他人, 留作迟到记录', en: 'Reassigned meanwhile; kept as late evidence' },
  'field.outcome.order_over': { zh: '工单已结束, 留作迟到记录', en: 'The order was over; kept as late evidence' },
  'field.outcome.order_suspended': { zh: '工单已挂起, 留作迟到记录', en: 'The order was suspended; kept as late evidence' },
  'field.outcome.stage_left': { zh: '环节已退回或取消, 留作迟到记录', en: 'The stage had been left; kept as late evidence' },
  'field.outcome.step_differs': { zh: '平台走到了另一环节, 留作迟到记录', en: 'The platform went another way; kept as late evidence' },
  'field.outcome.base_not_applied': { zh: '前一步没有生效, 留作迟到记录', en: 'The step before was not applied; kept as late evidence' },
  'field.outcome.authority_lost': { zh: '权限已变更, 留作迟到记录', en: 'Your rights had changed; kept as late evidence' },
  'field.outcome.sealed_queue': { zh: '由密封队列送达, 留作迟到记录', en: 'Came by the sealed queue; kept as late evidence' },
  'field.outcome.stage_completed': { zh: '他人已先完成, 留作第二份记录', en: 'Somebody completed it first; kept as a second record' },
  'field.outcome.stage_moved_on': { zh: '环节已有变化, 留作第二份记录', en: 'The stage had moved on; kept as a second record' },
  'field.outcome.unknown': { zh: '平台给出了本版本不认识的原因', en: 'For a reason that this release does not know' },

  'field.role.area_manager': { zh: '台区经理', en: 'Area manager' },
  'field.role.meter_installer': { zh: '装表接电工', en: 'Meter installer' },
  'field.role.usage_inspector': { zh: '用电检查员', en: 'Usage inspector' },
  'field.role.acq_maintainer': { zh: '采集运维员', en: 'Acquisition maintainer' },
  'field.role.counter_clerk': { zh: '营业厅受理员', en: 'Counter clerk' },
  'field.role.back_office_clerk': { zh: '后台归档员', en: 'Back-office clerk' },
  'field.role.dispatcher': { zh: '派工员', en: 'Dispatcher' },
  'field.role.station_head': { zh: '供电所所长', en: 'Station head' },
  'field.role.app_admin': { zh: '应用管理员', en: 'App administrator' },
  'field.role.security_officer': { zh: '信息安全员', en: 'Security officer' },
  'field.role.monitor_operator': { zh: '监控值班员', en: 'Monitor operator' },
  'field.role.administrator': { zh: '系统管理员', en: 'Administrator' },
})
