import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { ReasonField } from './ReasonField'
import { SteerDialog } from './SteerDialog'
import type { SteeringProps } from './steeringProps'
import { TellsWorkers } from './TellsWorkers'
import { texts } from './texts'
import { useSteer } from './useSteer'
import styles from './steering.module.css'

/** Ends the order where it is (终止). There is no way back, so whoever does it says that he has looked twice. */
export function TerminateDialog({ file, onClose }: SteeringProps) {
  const { t } = useI18n(texts)
  const [reason, setReason] = useState('')
  const [isChecked, setChecked] = useState(false)
  const steer = useSteer('terminate', t('steering.done.terminate'), onClose)
  return (
    <SteerDialog
      steering="terminate"
      file={file}
      danger
      isReady={isChecked && reason.trim() !== ''}
      steer={steer}
      onConfirm={() => steer.run({ order: file.order.order, reason: reason.trim() })}
      onClose={onClose}
    >
      <div className={`${styles.warning} ${toneClass('late')}`}>
        <strong><Icon name="alert" /> {t('steering.terminate.no_undo')}</strong>
        <span>{t('steering.terminate.effect')}</span>
      </div>
      <TellsWorkers order={file.order} />
      <ReasonField
        label={t('steering.terminate.reason')}
        value={reason}
        onChange={setReason}
        usual={[
          t('steering.terminate.duplicate'), t('steering.terminate.withdrawn'), t('steering.terminate.accepted_wrongly'),
          t('steering.terminate.no_supply'),
        ]}
      />
      <Checkbox checked={isChecked} onChange={(event) => setChecked(event.target.checked)}>{t('steering.terminate.checked')}</Checkbox>
    </SteerDialog>
  )
}
