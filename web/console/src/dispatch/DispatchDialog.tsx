import { formatPercent, groupNumber, useI18n } from '@ronghe/ui'
import { App, Input, Modal, Progress } from 'antd'
import { useState } from 'react'
import { CommandError } from '../parts/CommandError'
import { linesOf, needsReason, type StageToGive } from './assignments'
import { AssignEffect, moreFor } from './AssignEffect'
import { CandidateTable } from './CandidateTable'
import { isTooMuch, NO_LOAD } from './load'
import { texts } from './texts'
import { useGiveStages } from './useGiveStages'
import { useLoads } from './useLoads'
import styles from './dispatch.module.css'

interface DispatchDialogProps {
  stages: StageToGive[]
  /** Whoever is chosen to begin with. */
  person?: string | undefined
  onClose: () => void
  onDone?: () => void
}

/** Gives one stage or many to one person; a reason is asked for where somebody has one already, or gets too many. */
export function DispatchDialog({ stages, person, onClose, onDone }: DispatchDialogProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const [to, setTo] = useState(person)
  const [reason, setReason] = useState('')
  const giving = useGiveStages()
  const left = stages.filter(({ stage }) => !giving.done.includes(stage.stage))
  const loads = useLoads(stages[0]?.station ?? undefined).people
  const isReassigning = needsReason(left)
  const asksReason = isReassigning || (to !== undefined && isTooMuch(loads.get(to) ?? NO_LOAD, moreFor(to, left)))
  const isReady = to !== undefined && (!asksReason || reason.trim().length >= REASON_LEN_MIN)

  const give = async () => {
    if (to === undefined || !(await giving.give(left, to, asksReason ? reason.trim() : undefined))) return
    message.success(t('dispatch.dialog.done', { count: linesOf(stages).length }))
    onDone?.()
    onClose()
  }

  return (
    <Modal
      open
      width={920}
      title={t(isReassigning ? 'dispatch.dialog.reassign' : 'dispatch.dialog.dispatch', { count: linesOf(left).length })}
      okText={t(isReassigning ? 'dispatch.dialog.confirm_reassign' : 'dispatch.dialog.confirm')}
      cancelText={t('dispatch.dialog.cancel')}
      okButtonProps={{ disabled: !isReady, loading: giving.isRunning }}
      onOk={() => void give()}
      onCancel={onClose}
    >
      <p className={styles.chosen}>
        {linesOf(left).map(({ given: { stage, orderNo }, rounds }) => (
          <span key={stage.stage}>
            {t('dispatch.dialog.stage', { order_no: groupNumber(orderNo), worker: stage.assignee_name ?? t('dispatch.dialog.nobody') })}
            {rounds > 1 && ` ${t('dispatch.dialog.rounds', { count: rounds })}`}
          </span>
        ))}
      </p>
      <CandidateTable stages={stages} chosen={to} onChoose={setTo} />
      {to !== undefined && <AssignEffect person={to} load={loads.get(to)} stages={left} />}
      {asksReason && (
        <label className={styles.reason}>
          {t(isReassigning ? 'dispatch.dialog.reason' : 'dispatch.dialog.over_reason')}
          <Input.TextArea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      {giving.isRunning && stages.length > 1 && (
        <Progress percent={(giving.done.length / stages.length) * 100} format={(percent = 0) => formatPercent(percent / 100)} />
      )}
      {giving.failed.map(({ stage, error }) => (
        <div key={stage.stage.stage} className={styles.failed}>
          <strong>{groupNumber(stage.orderNo)}</strong>
          <CommandError error={error} />
        </div>
      ))}
    </Modal>
  )
}

const REASON_LEN_MIN = 2
