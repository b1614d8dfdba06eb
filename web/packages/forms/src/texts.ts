import { defineTexts, plainScaled, translate, withoutTrailingZeros, type Language, type Parameters, type Text } from '@ronghe/ui'
import type { FindingCode } from './check/checkForm'
import type { Fault } from './check/schemaFaults'
import type { UiField } from './model/form'

/** The words of the form renderer. */
export const texts = defineTexts({
  'forms.fault.required': { zh: '必填', en: 'Required' },
  'forms.fault.unknown': { zh: '不是本表单的字段', en: 'The form has no such field' },
  'forms.fault.type': { zh: '填写的内容类型不对', en: 'This is not the kind of value expected' },
  'forms.fault.enum': { zh: '请从选项中选择', en: 'Choose one of the options' },
  'forms.fault.minimum': { zh: '不能小于 {limit}', en: 'Must be at least {limit}' },
  'forms.fault.maximum': { zh: '不能大于 {limit}', en: 'Must be at most {limit}' },
  'forms.fault.more_than': { zh: '必须大于 {limit}', en: 'Must be more than {limit}' },
  'forms.fault.less_than': { zh: '必须小于 {limit}', en: 'Must be less than {limit}' },
  'forms.fault.min_length': { zh: '至少 {limit} 个字', en: 'At least {limit} {limit|character|characters}' },
  'forms.fault.max_length': { zh: '最多 {limit} 个字', en: 'At most {limit} {limit|character|characters}' },
  'forms.fault.min_items': { zh: '至少 {limit} 项', en: 'At least {limit} {limit|item|items}' },
  'forms.fault.max_items': { zh: '最多 {limit} 项', en: 'At most {limit} {limit|item|items}' },
  'forms.fault.repeated': { zh: '有重复项', en: 'Something is entered twice' },
  'forms.fault.pattern': { zh: '格式不对', en: 'Not written in the expected form' },
  'forms.fault.blanks': {
    zh: '姓名前后和中间不要留空格',
    en: 'No blank at an end, no two in a row, none beside a Chinese character',
  },
  'forms.fault.incomplete': { zh: '内容不完整或不正确', en: 'Incomplete or wrong' },
  'forms.fault.too_large': { zh: '表单内容过大, 请减少后再提交', en: 'The form holds too much: remove something' },
  'forms.fault.evidence': { zh: '需要 {count} 项, 现有 {present} 项', en: '{count} needed, {present} present' },
  'forms.fault.rule_failed': {
    zh: '规则 {rule} 无法计算, 请联系管理员',
    en: 'The rule {rule} cannot be computed: tell the administrator',
  },
  'forms.fault.number_length': { zh: '位数不对, 请核对', en: 'Wrong number of digits: check again' },
  'forms.fault.number_characters': { zh: '含有不允许的字符', en: 'Contains characters that do not belong here' },
  'forms.fault.number_check_digit': { zh: '校验位不符, 可能输错一位', en: 'Check digit does not match: one digit may be wrong' },
  'forms.fault.number_date': { zh: '其中的出生日期不存在', en: 'The date of birth in it does not exist' },
  'forms.fault.not_a_number': {
    zh: '请输入数字, 最多 {scale} 位小数',
    en: 'Enter a number with at most {scale} {scale|decimal|decimals}',
  },

  'forms.field.optional': { zh: '选填', en: 'optional' },
  'forms.field.prefilled': { zh: '已预填, 请核对', en: 'filled in beforehand, please check' },
  'forms.field.prefilled_from_order': { zh: '来自工单, 请核对', en: 'from the order, please check' },
  'forms.field.empty': { zh: '未填', en: 'Not filled in' },
  'forms.field.yes': { zh: '是', en: 'Yes' },
  'forms.field.no': { zh: '否', en: 'No' },
  'forms.field.characters': { zh: '{count} / {limit} 字', en: '{count} of {limit} characters' },

  'forms.unit.yuan': { zh: '元', en: 'CNY' },
  'forms.unit.customers': { zh: '户', en: 'customers' },
  'forms.unit.meters': { zh: '块', en: 'meters' },
  'forms.unit.photos': { zh: '张', en: 'photos' },
  'forms.unit.months': { zh: '个月', en: 'months' },
  'forms.unit.instalments': { zh: '期', en: 'instalments' },
  'forms.unit.times': { zh: '倍', en: '×' },
  'forms.step.next': { zh: '下一步', en: 'Next' },
  'forms.step.back': { zh: '上一步', en: 'Back' },
  'forms.step.leave': { zh: '返回', en: 'Leave' },
  'forms.step.review': { zh: '去检查', en: 'Review' },

  'forms.keeping.kept': { zh: '已存本机', en: 'Kept on device' },
  'forms.keeping.keeping': { zh: '正在保存', en: 'Saving' },
  'forms.keeping.failed': { zh: '未能保存, 请勿关机', en: 'Not saved: do not switch off' },

  'forms.review.title': { zh: '提交前检查', en: 'Check before submitting' },
  'forms.review.missing': { zh: '还缺 {count} 项', en: '{count} {count|item|items} missing' },
  'forms.review.complete': { zh: '全部填好, 可以提交', en: 'All filled in, ready to submit' },
  'forms.review.warnings': { zh: '请留意', en: 'Please note' },
  'forms.review.change': { zh: '修改', en: 'Change' },
  'forms.review.change_group': { zh: '修改: {group}', en: 'Change: {group}' },
  'forms.review.submit': { zh: '提交', en: 'Submit' },
  'forms.review.whole_form': { zh: '整张表单', en: 'The form' },

  'forms.desk.leave': { zh: '暂不办理', en: 'Not now' },
  'forms.desk.to_correct': { zh: '{count} 项要填写或改正', en: '{count} {count|item|items} to fill in or correct' },
  'forms.desk.submitting': { zh: '正在提交…', en: 'Submitting…' },

  'forms.evidence.title': { zh: '现场凭证', en: 'Evidence' },

  'forms.photo.take': { zh: '拍照', en: 'Take photo' },
  'forms.sent_back.unchanged': { zh: '退回指出此项有误, 还没有改动', en: 'It was sent back for this, and is not changed yet' },
  'forms.photo.elsewhere': { zh: '第 {at} 张, 不在本机', en: 'Photo {at}, not on this device' },
  'forms.photo.retake': { zh: '重拍', en: 'Retake' },
  'forms.photo.number': { zh: '第 {at} 张', en: 'Photo {at}' },
  'forms.photo.retake_number': { zh: '重拍第 {at} 张', en: 'Retake photo {at}' },
  'forms.photo.uploaded': { zh: '已传 {percent}', en: '{percent} uploaded' },
  'forms.photo.wanted': { zh: '第 {at} 张, 需 {min} 张', en: '{at} of {min} wanted' },
  'forms.photo.extra': { zh: '可再拍', en: 'one more' },
  'forms.photo.photos': { zh: '{count} 张照片', en: '{count} {count|photo|photos}' },

  'forms.recording.voice': { zh: '录音', en: 'Record voice' },
  'forms.recording.video': { zh: '录像', en: 'Record video' },
  'forms.recording.extra': { zh: '可再录一段', en: 'one more' },
  'forms.recording.wanted': { zh: '第 {at} 段, 需 {min} 段', en: '{at} of {min} wanted' },
  'forms.recording.number': { zh: '第 {at} 段', en: 'Recording {at}' },
  'forms.recording.play': { zh: '播放', en: 'Play' },
  'forms.recording.pause': { zh: '暂停', en: 'Pause' },
  'forms.recording.unplayable': { zh: '这段放不出来', en: 'This recording cannot be played' },
  'forms.recording.again': { zh: '重录', en: 'Again' },
  'forms.recording.again_number': { zh: '重录第 {at} 段', en: 'Record {at} again' },
  'forms.recording.remove': { zh: '删除', en: 'Remove' },
  'forms.recording.remove_number': { zh: '删除第 {at} 段', en: 'Remove recording {at}' },
  'forms.recording.voices': { zh: '{count} 段录音, 共 {duration}', en: '{count} voice {count|note|notes}, {duration}' },
  'forms.recording.videos': { zh: '{count} 段录像, 共 {duration}', en: '{count} {count|video|videos}, {duration}' },
  'forms.recording.cut_off': { zh: '{time} 的录制中断了, 已存 {size}', en: 'Cut off at {time}: {size} are kept' },
  'forms.recording.keep': { zh: '保留这一段', en: 'Keep it' },
  'forms.recording.discard': { zh: '不要了', en: 'Discard' },

  'forms.barcode.scan': { zh: '扫码', en: 'Scan' },
  'forms.code.asset_no': { zh: '22 位数字, 末位为校验位', en: '22 digits, the last checks the others' },
  'forms.code.check_digit': { zh: '前 21 位不变时, 末位应为 {digit}', en: 'The last digit should be {digit}' },
  'forms.code.customer_no': { zh: '10 位或 13 位数字', en: '10 or 13 digits' },
  'forms.code.comm_address': { zh: '12 位数字', en: '12 digits' },
  'forms.code.other_than_before': { zh: '与已录入的编号不同', en: 'Not the number that was entered before' },
  'forms.code.progress': { zh: '{count}/{total} 位', en: '{count} of {total} digits' },
  'forms.code.right': { zh: '校验位正确', en: 'Check digit is right' },
  'forms.source.follows': { zh: '扫码或录入编号后自动填写', en: 'Follows from how the number is entered' },

  'forms.source.worn': { zh: '条码污损', en: 'Code is worn' },
  'forms.source.out_of_reach': { zh: '够不着', en: 'Out of reach' },
  'forms.source.no_code': { zh: '没有条码', en: 'There is no code' },

  'forms.datetime.now': { zh: '现在', en: 'Now' },

  'forms.gps.locate': { zh: '获取当前位置', en: 'Get this position' },
  'forms.gps.again': { zh: '重新定位', en: 'Locate again' },
  'forms.gps.locating': { zh: '正在定位…', en: 'Locating…' },
  'forms.gps.accuracy': { zh: '精度 {accuracy}', en: 'accurate to {accuracy}' },
  'forms.gps.distance': { zh: '距表箱 {distance}', en: '{distance} from the meter box' },
  'forms.gps.coordinates': { zh: '东经 {longitude}°, 北纬 {latitude}°', en: '{latitude}° N, {longitude}° E' },
  'forms.gps.manual': { zh: '手动标注', en: 'set by hand' },

  'forms.override.usual': { zh: '常用原因', en: 'Usual reasons' },
  'forms.override.reason': { zh: '确需继续时, 请说明原因', en: 'To go on all the same, say why' },

  'forms.signature.sign': { zh: '请签字', en: 'Sign' },
  'forms.signature.sign_again': { zh: '重签', en: 'Sign again' },
  'forms.signature.signer': { zh: '签字人姓名', en: 'Name of the signer' },
  'forms.signature.relation': { zh: '与户主关系', en: 'Relation to the customer' },
  'forms.signature.self': { zh: '本人', en: 'Customer' },
  'forms.signature.family': { zh: '家属', en: 'Family' },
  'forms.signature.spouse': { zh: '配偶', en: 'Spouse' },
  'forms.signature.other': { zh: '其他', en: 'Other' },
  'forms.signature.agent': { zh: '代办人', en: 'Agent' },
  'forms.signature.tenant': { zh: '租户', en: 'Tenant' },
  'forms.signature.clear': { zh: '清除', en: 'Clear' },
  'forms.signature.cancel': { zh: '取消', en: 'Cancel' },
  'forms.signature.done': { zh: '完成签字', en: 'Done' },
  'forms.signature.area': { zh: '签字区', en: 'Signing area' },
  'forms.signature.drawn': { zh: '签字图样', en: 'The signature' },
  'forms.signature.by': { zh: '{signer} ({relation}) 已签字', en: 'Signed by {signer} ({relation})' },
  'forms.signature.refuses': { zh: '客户拒签', en: 'Customer refuses' },
  'forms.signature.refused': { zh: '客户拒签: {reason}', en: 'Refused: {reason}' },
  'forms.signature.refusal_reason': { zh: '拒签原因', en: 'Reason for refusing' },
  'forms.signature.witness': { zh: '见证人 {number}', en: 'Witness {number}' },
  'forms.signature.how_refused': { zh: '拒签凭证', en: 'Proof of the refusal' },
  'forms.signature.by_witnesses': { zh: '两名见证人', en: 'Two witnesses' },
  'forms.signature.on_video': { zh: '录像', en: 'Video' },
  'forms.signature.video_advice': {
    zh: '对着客户说明要签什么、客户不愿签, 一次录完',
    en: 'Say what is to be signed and let the customer refuse, in one go',
  },
  'forms.signature.back_to_signing': { zh: '客户愿意签字', en: 'Customer will sign' },

  'forms.seal.add': { zh: '添加封印', en: 'Add a seal' },
  'forms.seal.number': { zh: '封印 {number} 编号', en: 'Number of seal {number}' },
  'forms.seal.position': { zh: '施封位置', en: 'Position' },
  'forms.seal.colour': { zh: '颜色', en: 'Colour' },
  'forms.seal.choose': { zh: '请选择', en: 'Choose' },
  'forms.seal.remove': { zh: '移除封印 {number}', en: 'Remove seal {number}' },
  'forms.seal.heading': { zh: '封印 {number}', en: 'Seal {number}' },

  'forms.second.confirm': { zh: '请第二人刷卡确认', en: 'Second person: confirm with card' },
  'forms.second.again': { zh: '换人确认', en: 'Another person' },
  'forms.second.confirmed': { zh: '{name} 已确认', en: 'Confirmed by {name}' },

  'forms.seal.meter_cover': { zh: '表盖', en: 'Meter cover' },
  'forms.seal.terminal_cover': { zh: '接线端钮盖', en: 'Terminal cover' },
  'forms.seal.box_door': { zh: '表箱门', en: 'Box door' },
  'forms.seal.communication_module': { zh: '通信模块', en: 'Communication module' },
  'forms.seal.transformer': { zh: '互感器', en: 'Current transformer' },
  'forms.seal.joint_box': { zh: '联合接线盒', en: 'Joint box' },
  'forms.seal.yellow': { zh: '黄', en: 'Yellow' },
  'forms.seal.green': { zh: '绿', en: 'Green' },
  'forms.seal.red': { zh: '红', en: 'Red' },
  'forms.seal.blue': { zh: '蓝', en: 'Blue' },
  'forms.seal.white': { zh: '白', en: 'White' },

  'forms.work.wanted': { zh: '到计量作业里办: {commands}', en: 'To do among the metering functions: {commands}' },
  'forms.work.not_yet': { zh: '还没有做; 做完后自动填入', en: 'Not done yet: the record is put in by itself' },
  'forms.work.to_first': { zh: '到表上做: {commands}', en: 'To the meter: {commands}' },
  'forms.work.to_again': { zh: '到表上再做: {commands}', en: 'Again at the meter: {commands}' },
  'forms.work.to_look': { zh: '再做一次: {commands}', en: 'Once more: {commands}' },
  'forms.work.to_verify': { zh: '先到表上核实', en: 'Verify at the meter first' },
  'forms.work.ended_done': { zh: '已完成, 已读回确认', en: 'Done, read back' },
  'forms.work.ended_refused': { zh: '表计拒绝, 没有动作', en: 'Refused: nothing was changed' },
  'forms.work.ended_failed': { zh: '没有成功, 表计未变', en: 'Failed: the meter is as before' },
  'forms.work.ended_unknown': { zh: '结果不明', en: 'Not known what the meter did' },
  'forms.work.next_refused': {
    zh: '看清原因再办一次, 或选择相符的结论',
    en: 'See why, do it again, or choose the result that fits',
  },
  'forms.work.next_failed': {
    zh: '再办一次, 或选择相符的结论',
    en: 'Do it again, or choose the result that fits',
  },
  'forms.work.next_failed_change': {
    zh: '先核实表计状态, 10 分钟内不再下发; 或选择相符的结论',
    en: 'Verify the meter, and wait 10 minutes before a second try; or choose the result that fits',
  },
  'forms.work.next_unknown': {
    zh: '先核实表计状态, 核实前不得再操作',
    en: 'Verify the meter first: nothing else is done before that',
  },
  'forms.work.meter': { zh: '表 {meter}', en: 'Meter {meter}' },
  'forms.work.clock': { zh: '时钟: {clock}', en: 'Clock: {clock}' },
  'forms.work.relay_open': { zh: '继电器: 断开', en: 'Relay: open' },
  'forms.work.relay_closed': { zh: '继电器: 闭合', en: 'Relay: closed' },
  'forms.work.readings': { zh: '总 {total}, 各费率 {tariffs}', en: 'Total {total}, rates {tariffs}' },
  'forms.work.total': { zh: '总 {total}', en: 'Total {total}' },
  'forms.work.not_done': {
    zh: '还没有完成 (读回确认才算完成), 不能按此结论提交',
    en: 'Not done, and done is what was read back: do it, or choose the result that fits',
  },
  'forms.work.unknown': {
    zh: '表计是否动作不明: 先核实表计状态, 不得重复操作',
    en: 'What the meter did is not known: verify its state first, and repeat nothing',
  },
  'forms.work.denied': {
    zh: '表计已经动作, 与所选结论不符',
    en: 'The meter was changed, and the result does not say so',
  },
  'forms.work.other': { zh: '不是本栏要求的作业', en: 'Not the work that is asked for' },


  'forms.host.unexpected': { zh: '操作没有完成', en: 'That did not work' },
  'forms.host.try_again': { zh: '请再试一次; 仍不行, 请报障', en: 'Try again; if it fails again, call support' },
})

/** What kind of fault the server would call it. */
export const FAULT_CODES: Record<Fault, FindingCode> = {
  required: 'required',
  unknown: 'unknown',
  type: 'wrong_type',
  enum: 'not_a_choice',
  minimum: 'out_of_range',
  maximum: 'out_of_range',
  more_than: 'out_of_range',
  less_than: 'out_of_range',
  min_length: 'malformed',
  max_length: 'malformed',
  min_items: 'out_of_range',
  max_items: 'out_of_range',
  repeated: 'repeated',
  pattern: 'malformed',
  blanks: 'malformed',
  incomplete: 'malformed',
  number_length: 'malformed',
  number_characters: 'malformed',
  number_check_digit: 'malformed',
  number_date: 'malformed',
}

/** The words of a schema fault; a limit is written as the field writes its numbers, with its unit. */
export function faultText(fault: Fault, limit: number | undefined, field: UiField | undefined): Text {
  const template: Text = texts[`forms.fault.${fault}`]
  if (limit === undefined) return template
  if (!QUANTITIES.has(fault)) return inBoth(template, { limit })
  const exact = plainScaled(limit, field?.scale ?? 0)
  const number = field?.widget === 'decimal' ? withoutTrailingZeros(exact) : exact
  const unit = field?.unit
  if (unit === undefined) return inBoth(template, { limit: number })
  const said = (language: Language) => translate(template, language, { limit: `${number} ${unitWords(unit, language)}` })
  return { zh: said('zh'), en: said('en') }
}

/** A field's unit as a page says it: what is counted is named in its language, a unit of measure is the same in both. */
export function unitWords(unit: string, language: Language): string {
  return COUNTED.find(({ zh }) => zh === unit)?.[language] ?? unit
}

export function evidenceText(count: number, present: number): Text {
  return inBoth(texts['forms.fault.evidence'], { count, present })
}

/** What the last digit of an asset number has to be. */
export function checkDigitText(digit: string): Text {
  return inBoth(texts['forms.code.check_digit'], { digit })
}

export function ruleFailedText(rule: string): Text {
  return inBoth(texts['forms.fault.rule_failed'], { rule })
}

function inBoth(template: Text, parameters: Parameters): Text {
  return { zh: translate(template, 'zh', parameters), en: translate(template, 'en', parameters) }
}

const COUNTED: Text[] = [
  texts['forms.unit.yuan'], texts['forms.unit.customers'], texts['forms.unit.meters'], texts['forms.unit.photos'],
  texts['forms.unit.months'], texts['forms.unit.instalments'], texts['forms.unit.times'],
]
const QUANTITIES = new Set<Fault>(['minimum', 'maximum', 'more_than', 'less_than'])
