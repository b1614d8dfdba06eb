import { answer } from '@ronghe/sdk'
import { groupNumber, useI18n } from '@ronghe/ui'
import { App, Checkbox, Modal, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { OrderFile } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { ReasonField } from '../steering/ReasonField'
import { texts } from './texts'
import styles from './orderPage.module.css'

interface ExplainDialogProps {
  file: OrderFile
  onClose: () => void
}

/** Says why limits were missed (超期原因): all that still ask for it, unless some are left out. */
export function ExplainDialog({ file, onClose }: ExplainDialogProps) {
  const { t, say } = useI18n(texts)
  const { message } = App.useApp()
  const missed = file.limits.filter(({ wants_reason }) => wants_reason)
  const [limits, setLimits] = useState(missed.map(({ limit }) => limit))
  const [code, setCode] = useState<string>()
  const [note, setNote] = useState('')
  const command = useCommand(
    (body: { order: string; limits: string[]; code: string; note: string }, header) =>
      answer(api.POST('/api/v1/orders/explain-overdue', { params: { header }, body })),
    {
      onDone: () => {
        void message.success(t('orders.explain.done'))
        onClose()
      },
    },
  )
  const reason = file.overdue_reasons.find((each) => each.code === code)
  const isReady = reason !== undefined && limits.length > 0 && (!reason.note_required || note.trim() !== '')
  const { order, order_no, title } = file.order
  return (
    <Modal
      open
      width={560}
      title={t('orders.explain.title')}
      okText={t('orders.explain.confirm')}
      cancelText={t('orders.explain.cancel')}
      okButtonProps={{ disabled: !isReady, loading: command.isPending }}
      onOk={() => command.mutate({ order, limits, code: code ?? '', note: note.trim() })}
      onCancel={onClose}
    >
      <div className={styles.explain}>
        <p><strong>{groupNumber(order_no)}</strong> {say(title)}</p>
        <fieldset>
          <legend>{t('orders.explain.which')}</legend>
          <Checkbox.Group value={limits} onChange={setLimits} options={missed.map(({ limit, name }) => ({ value: limit, label: say(name) }))} />
        </fieldset>
        <fieldset>
          <legend>{t('orders.explain.why')}</legend>
          <Radio.Group value={code ?? null} onChange={(event) => setCode(event.target.value as string)} className={styles.reasons ?? ''}>
            {file.overdue_reasons.map((each) => <Radio key={each.code} value={each.code}>{say(each.name)}</Radio>)}
          </Radio.Group>
        </fieldset>
        <ReasonField label={t(reason?.note_required === true ? 'orders.explain.note_needed' : 'orders.explain.note')} value={note} onChange={setNote} />
        <CommandError error={command.error} own={{ conflict: { cause: t('orders.explain.conflict'), nextStep: t('orders.explain.look') } }} />
      </div>
    </Modal>
  )
}
