import { answer } from '@ronghe/sdk'
import { useI18n } from '@ronghe/ui'
import { App, InputNumber, Modal, Radio } from 'antd'
import { useState } from 'react'
import { api } from '../api/client'
import type { PersonLimit, PersonView } from '../api/types'
import { useCommand } from '../api/useCommand'
import { CommandError } from '../parts/CommandError'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface PersonLimitDialogProps {
  person: PersonView
  /** His own, if he has one. */
  own: number | undefined
  onClose: () => void
}

/** How much one person takes by the rules: as his station says, or a number of his own. */
export function PersonLimitDialog({ person, own, onClose }: PersonLimitDialogProps) {
  const { t } = useI18n(texts)
  const { message } = App.useApp()
  const [most, setMost] = useState(own)
  const command = useCommand((body: PersonLimit, header) => answer(api.PUT('/api/v1/dispatch/person-limit', { params: { header }, body })), {
    onDone: () => {
      void message.success(t('dispatch.limit.done'))
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('dispatch.limit.title', { name: person.name })}
      okText={t('dispatch.rules.save')}
      cancelText={t('dispatch.dialog.cancel')}
      okButtonProps={{ disabled: most === own, loading: command.isPending }}
      onOk={() => command.mutate({ person: person.person, most_in_hand: most ?? null })}
      onCancel={onClose}
    >
      <div className={styles.handOver}>
        <Radio.Group
          aria-label={t('dispatch.rules.most')}
          vertical
          value={most !== undefined}
          onChange={(event) => setMost(event.target.value === true ? (own ?? USUAL) : undefined)}
          options={[
            { value: false, label: t('dispatch.limit.as_station') },
            { value: true, label: t('dispatch.limit.own') },
          ]}
        />
        {most !== undefined && (
          <InputNumber className={styles.number ?? ''} aria-label={t('dispatch.limit.own')} min={1} max={1_000} precision={0} value={most} suffix={t('dispatch.rules.stages')} onChange={(typed) => typed !== null && setMost(typed)} />
        )}
      </div>
      <CommandError error={command.error} />
    </Modal>
  )
}

const USUAL = 12
