/** What is the same at every customer's: the way there, the second person, the seals, handing in. */

import type { Job } from './company'
import { Phone } from './phone'
import { StageForm } from './stageForm'

/** A second person, with the PIN of the card in the second slot. */
export interface Colleague {
  name: string
  pin: string
}

type Seal = readonly [number: string, position: string, colour: string]

export class Visit<Order extends Job> {
  readonly form: StageForm

  constructor(
    readonly phone: Phone,
    protected readonly job: Order,
  ) {
    this.form = new StageForm(phone.page)
  }

  /** Opens the order from the list of the day. */
  async opens(): Promise<void> {
    await this.phone.page.getByRole('button').filter({ hasText: this.job.address }).click()
    await this.phone.page.getByRole('list', { name: '环节' }).waitFor()
  }

  /** Signs in, sets out, arrives, begins: one step after the other, each kept before the next shows. */
  async goesThere(): Promise<void> {
    const thumb = this.phone.page.getByRole('contentinfo')
    for (const step of ['签收', '出发', '到达现场', '开始办理']) {
      // The next step is the large one; the same word stands small among the others before its turn.
      await thumb.getByRole('button', { name: step }).first().click()
      await thumb.getByRole('button', { name: step }).waitFor({ state: 'detached' })
    }
    await thumb.getByRole('button', { name: '填写表单' }).click()
  }

  /** The review finds nothing wrong; on to whom it goes. */
  async submits(): Promise<void> {
    await this.phone.reads('全部填好, 可以提交')
    await this.phone.press('提交')
    await this.phone.page.getByRole('heading', { level: 1, name: '下一环节给谁' }).waitFor()
  }

  /** Hands in what goes to nobody in particular, and is back at the list of the day once the platform has confirmed. */
  async handsIn(): Promise<void> {
    const { phone } = this
    await this.submits()
    await phone.press('提交')
    await phone.reads('平台已全部确认')
    await phone.press('回到主屏')
    await phone.reads('上次同步')
  }

  /** The second person confirms in the field `label` with card and PIN. */
  protected async isWatchedBy(label: string, { name, pin }: Colleague, beforeDone: () => Promise<void> = NOTHING): Promise<void> {
    const { form, phone } = this
    await form.field(label).getByRole('button', { name: '请第二人刷卡确认' }).click()
    await phone.typePin(pin)
    await beforeDone()
    await phone.page.getByRole('dialog').getByRole('button', { name: '确认', exact: true }).click()
    await form.field(label).getByText(`${name} 已确认`).waitFor()
  }

  protected async seals(seals: readonly Seal[]): Promise<void> {
    const { page } = this.phone
    for (const [at, [number, position, colour]] of seals.entries()) {
      await this.phone.press('添加封印')
      const seal = page.getByRole('group', { name: `封印 ${at + 1}`, exact: true })
      await seal.getByLabel(`封印 ${at + 1} 编号`).fill(number)
      await seal.getByLabel('施封位置').selectOption({ label: position })
      await seal.getByLabel('颜色').selectOption({ label: colour })
    }
  }
}

const NOTHING = () => Promise.resolve()
