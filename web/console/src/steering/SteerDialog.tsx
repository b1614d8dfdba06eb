import { groupNumber, useI18n } from '@ronghe/ui'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import type { OrderFile } from '../api/types'
import { CommandError } from '../parts/CommandError'
import type { Steering } from './steerings'
import { texts } from './texts'
import styles from './steering.module.css'

interface SteerDialogProps {
  steering: Steering
  file: OrderFile
  isReady?: boolean
  danger?: boolean
  width?: number
  steer: { isPending: boolean; error: unknown }
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}

/** The frame of all that steers an order: which order, what will happen, and why it was not done if it was not. */
export function SteerDialog(props: SteerDialogProps) {
  const { steering, file, isReady = true, danger = false, width = 560, steer, onConfirm, onClose, children } = props
  const { t, say } = useI18n(texts)
  const { order_no, title, facts } = file.order
  const customer = (facts as { customer?: { customer_name?: string } } | null)?.customer?.customer_name
  return (
    <Modal
      open
      width={width}
      title={t(`steering.title.${steering}`)}
      okText={t(`steering.act.${steering}`)}
      cancelText={t('steering.dialog.cancel')}
      okButtonProps={{ danger, disabled: !isReady, loading: steer.isPending }}
      onOk={onConfirm}
      onCancel={onClose}
    >
      <p className={styles.which}>
        <strong>{groupNumber(order_no)}</strong> <span>{say(title)}</span> <span>{customer}</span>
      </p>
      <div className={styles.body}>
        {children}
        <CommandError error={steer.error} own={{ conflict: { cause: t(`steering.conflict.${steering}`), nextStep: t('steering.dialog.look') } }} />
      </div>
    </Modal>
  )
}
