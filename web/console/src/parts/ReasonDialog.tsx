import { useI18n } from '@ronghe/ui'
import { Form, Input, Modal } from 'antd'
import { CommandError } from './CommandError'
import { texts } from './texts'
import styles from './parts.module.css'

interface ReasonDialogProps {
  title: string
  /** What will happen, in a sentence. */
  consequence: string
  confirm: string
  danger?: boolean
  isPending: boolean
  error: unknown
  onConfirm: (reason: string) => void
  onClose: () => void
}

/** Asks why before something that others will ask about; the reason is all that has to be typed. */
export function ReasonDialog({ title, consequence, confirm, danger = false, isPending, error, onConfirm, onClose }: ReasonDialogProps) {
  const { t } = useI18n(texts)
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open
      title={title}
      okText={confirm}
      cancelText={t('parts.reason.cancel')}
      okButtonProps={{ danger, loading: isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p>{consequence}</p>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => onConfirm(reason.trim())}>
        <Form.Item
          name="reason"
          label={t('parts.reason.label')}
          extra={t('parts.reason.rule')}
          rules={[{ required: true, whitespace: true, min: 2, max: 500, message: t('parts.reason.rule') }]}
        >
          <Input.TextArea autoFocus rows={3} maxLength={500} />
        </Form.Item>
      </Form>
      <div className={styles.commandError}>
        <CommandError error={error} />
      </div>
    </Modal>
  )
}
