/** What an area manager does at a customer's: the two stages of a connection, field by field, as a finger does it. */

import { found, type Application } from './company'
import type { StageForm } from './stageForm'
import { Visit, type Colleague } from './visit'

/** What may happen while a form is being filled in. */
export type Interruption = (form: StageForm) => Promise<void>

export class Worker extends Visit<Application> {
  /** 业务受理 up to its review. `interrupted` happens while the customer's demand is being typed. */
  async accepts(appointment: string, interrupted: Interruption): Promise<void> {
    const { form, job, phone } = this
    await form.isAt('客户信息')
    await form.hasPrefilled('户名', job.applicant.name)
    await form.hasPrefilled('证件号码', job.applicant.id_no)
    await form.choose('受理渠道', '上门受理')
    await form.choose('申请人', '本人')
    await phone.look('05-customer')
    await form.next()

    await form.isAt('用电地址')
    await form.hasPrefilled('用电地址', job.address)
    await form.choose('表位情况', '有空表位')
    await form.choose('房屋权属', '不动产权证')
    await form.next()

    await form.isAt('用电需求')
    await form.choose('供电电压', '220 V 单相')
    await interrupted(form)
    await form.choose('拟接相别', '由装表人员按负荷确定')
    await form.choose('自备电源', '无')
    await form.type('户数', '1')
    await form.next()

    await form.isAt('资料与证照')
    await form.choose('已核验证件原件', '是')
    await form.choose('已核验权属资料原件', '是')
    await form.photograph('证件照片', () => phone.look('07-photo'))
    await form.photograph('权属资料照片')
    await form.choose('资料齐全', '是')
    await form.next()

    await form.isAt('预约与核查')
    await form.pickDate('预约装表日期', appointment)
    await form.choose('预约时段', '上午')
    await form.next()

    await form.isAt('办理结论')
    await form.choose('办理结论', '受理，转装表送电')
    await form.sign('客户签字', job.applicant.name, () => phone.look('08-signature'))
    await form.locate('现场定位')
    await phone.look('09-result')
    await phone.press('去检查')
  }

  /** 装表送电 up to its review. `interrupted` happens while the meter's numbers are being entered. */
  async installs(issuer: string, second: Colleague, interrupted: Interruption): Promise<void> {
    const { form, job, phone } = this
    const [meter, record] = Object.entries(job.meters)[0] ?? []
    if (meter === undefined || record === undefined) throw new Error('nothing was handed out for this order')
    await form.isAt('到场情况')
    await form.choose('现场结论', '装表并送电')
    await form.choose('异常情况', '无异常')
    await form.next()

    await form.isAt('安全措施')
    await form.type('工作票（派工单）编号', 'DZ-260117')
    await form.type('工作票签发人', issuer)
    await form.tickAll('安全确认')
    await this.isWatchedBy('监护人确认', second, () => phone.look('12-second-person'))
    await form.next()

    await form.isAt('台区与表位')
    await form.type('表位', '3')
    await form.choose('实接相别', 'B 相')
    await form.type('台区 A 相电流', '41.2')
    await form.type('台区 B 相电流', '36.5')
    await form.type('台区 C 相电流', '39.8')
    await form.choose('户变关系核对', '与系统一致')
    await form.next()

    await form.isAt('电能表')
    await form.scan('电能表资产编号', meter)
    await form.field('录入方式').getByText('扫码', { exact: true }).waitFor()
    await form.type('通信地址', record.comm_address)
    await interrupted(form)
    await form.scan('电能表应答地址', record.comm_address)
    await phone.look('13-meter')
    await form.next()

    await form.isAt('起始示数')
    await this.#readsMeter(record.start_reading_total_ckwh)
    await phone.look('14-readings')
    await form.next()

    await form.isAt('送电后测量')
    await form.type('B 相电压', '231.5')
    await form.type('B 相电流', '1.2')
    await form.type('B 相功率因数', '0.95')
    await form.choose('接线检查', '正确')
    await form.next()

    await form.isAt('封印')
    await this.seals(job.seals_in_custody.map((number, at) => [number, ...found(SEALED[at])]))
    await phone.look('15-seals')
    await form.next()

    await form.isAt('照片与定位')
    for (const photo of ['表计正面', '表箱全貌', '接线', '送电后表计']) await form.photograph(photo)
    await form.locate('现场定位')
    await form.field('送电时间').getByRole('button', { name: '现在' }).click()
    await phone.look('16-evidence')
    await form.next()

    await form.isAt('客户确认')
    await form.sign('客户签字', job.applicant.name)
    await form.record('语音备注', () => phone.look('16-voice'))
    await phone.press('去检查')
  }

  /** The total; for a tariff by time also the four rates, which add up to it. */
  async #readsMeter(total: number): Promise<void> {
    const hasRates = this.job.tariff.endsWith('-TOU')
    await this.form.type('总', kilowattHours(total))
    await this.form.choose('分时计量', hasRates ? '是' : '否')
    if (!hasRates) return
    const part = Math.floor(total / 4)
    for (const rate of ['尖', '峰', '平']) await this.form.type(rate, kilowattHours(part))
    await this.form.type('谷', kilowattHours(total - 3 * part))
  }
}

export function kilowattHours(hundredths: number): string {
  return (hundredths / 100).toFixed(2)
}

const SEALED = [['接线端钮盖', '黄'], ['表箱门', '绿'], ['表盖', '蓝']] as const
