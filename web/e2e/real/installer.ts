/** What an installer does where a meter is replaced, as a finger does it: 旧表, 换装, 新表. */

import { found, type Replacement } from './company'
import { Visit, type Colleague } from './visit'

/** What happens while the form has led to the meter. */
type Errand = () => Promise<void>

export class Installer extends Visit<Replacement> {
  /** 旧表 up to its review: who it is, what it says over its link, and what its display shows. */
  async readsOldMeter(second: Colleague, errand: Errand): Promise<void> {
    const { form, job, phone } = this
    await form.isAt('结果')
    await form.choose('结果', '各费率已读数')
    await form.next()

    await form.isAt('旧表')
    await form.scan('旧表资产编号', job.old_meter.asset_no)
    await form.type('通信地址', job.old_meter.comm_address)
    await form.next()

    await form.isAt('止度')
    await this.#goesToMeter('红外读数', errand)
    await form.type('止度（显示屏总示数）', await this.#shown('红外读数'))
    await form.choose('客户认可止度', '是')
    await phone.look('meter/04-end-values')
    await form.next()

    await form.isAt('凭证')
    await this.seals([['Z0000001', '表箱门', '黄']])
    await this.isWatchedBy('监护人', second)
    await form.photograph('旧表照片')
    await form.locate('定位')
    await phone.press('去检查')
  }

  /** 换装 up to its review. */
  async swaps(issuer: string, second: Colleague): Promise<void> {
    const { form, phone } = this
    const [asset] = this.#newMeter
    await form.isAt('结果')
    await form.choose('结果', '已换装')
    await form.choose('客户已恢复供电', '是')
    await form.next()

    await form.isAt('安全')
    await form.type('工作票号', 'GZP-260117')
    await form.type('工作票签发人', issuer)
    await form.tickAll('安全确认')
    await this.isWatchedBy('监护人', second)
    for (const moment of ['停电时间', '送电时间']) await form.field(moment).getByRole('button', { name: '现在' }).click()
    await form.next()

    await form.isAt('新表与倍率')
    await form.scan('新表资产编号', asset)
    await form.choose('相别', 'A 相')
    await form.type('综合倍率', '1')
    await form.next()

    await form.isAt('接线与测量')
    await form.choose('接线检查', '正确')
    await form.choose('相序检查', '正确')
    await form.choose('断客户开关，负荷随之消失（户表对应）', '是')
    await form.type('A 相电压', '231.5')
    await form.type('A 相电流', '1.2')
    await form.type('A 相功率因数', '0.95')
    await form.next()

    await form.isAt('凭证')
    await form.photograph('接线照片')
    await phone.press('去检查')
  }

  /** 新表: looked at, its clock set, read; up to its review. */
  async putsInOrder(errands: { acquire: Errand; clock: Errand; read: Errand }): Promise<void> {
    const { form, job, phone } = this
    const [asset, { comm_address }] = this.#newMeter
    await form.isAt('结果')
    await form.choose('结果', '与档案一致')
    await form.next()

    await form.isAt('核对电能表')
    await form.scan('资产编号', asset)
    await form.type('通信地址', comm_address)
    await this.#goesToMeter('信息获取', errands.acquire)
    await form.field('对时').scrollIntoViewIfNeeded()
    await phone.look('meter/06-clock-wanted')
    await this.#goesToMeter('对时', errands.clock)
    await phone.look('meter/12-clock-in-form')
    await form.choose('载波（HPLC）应答', '应答')
    await form.next()

    await form.isAt('起度')
    await this.#goesToMeter('红外读数', errands.read)
    await form.type('起度（显示屏总示数）', await this.#shown('红外读数'))
    await form.choose('分时表', '是')
    await form.next()

    await form.isAt('封印与凭证')
    const [cover, door] = job.seals_in_custody
    await this.seals([[found(cover), '接线端钮盖', '黄'], [found(door), '表箱门', '黄']])
    for (const photo of ['新表照片', '表箱全景']) await form.photograph(photo)
    await form.locate('定位')
    await phone.press('去检查')
  }

  /** Presses the form's button to the meter, and comes back; the agent has put the record into the form meanwhile. */
  async #goesToMeter(label: string, errand: Errand): Promise<void> {
    const { form } = this
    await form.isUntyped(label)
    await form.field(label).getByRole('button', { name: /^到表上做/ }).click()
    await errand()
    await form.field(label).getByText(/ · 已完成, 已读回确认$/).waitFor()
    await form.isUntyped(label)
  }

  /** The total of a record, as the meter's display shows it with its two decimal places. */
  async #shown(label: string): Promise<string> {
    const words = await this.form.field(label).getByText(/^总 /).innerText()
    return found(/^总 (\d+\.\d\d)/.exec(words)?.[1])
  }

  get #newMeter(): [asset: string, { comm_address: string }] {
    return found(Object.entries(this.job.meters)[0])
  }
}
