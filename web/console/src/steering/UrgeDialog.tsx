import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { isGiven } from '../api/given'
import { openStages } from '../orders/stages'
import { ReasonField } from './ReasonField'
import { SteerDialog } from './SteerDialog'
import type { SteeringProps } from './steeringProps'
import { TellsWorkers } from './TellsWorkers'
import { texts } from './texts'
import { useSteer } from './useSteer'

/** Urges whoever has the order (催办). */
export function UrgeDialog({ file, onClose }: SteeringProps) {
  const { t } = useI18n(texts)
  const [reason, setReason] = useState('')
  const steer = useSteer('urge', t('steering.done.urge'), onClose)
  const { order } = file
  const urged = order.urged ?? 0
  const isAnybodys = openStages(order).some(({ assignee }) => isGiven(assignee))
  return (
    <SteerDialog
      steering="urge"
      file={file}
      steer={steer}
      onConfirm={() => steer.run({ order: order.order, reason: reason.trim() })}
      onClose={onClose}
    >
      {isAnybodys ? <TellsWorkers order={order} /> : <p>{t('steering.urge.nobody')}</p>}
      {urged > 0 && <p>{t('steering.urge.times', { count: urged })}</p>}
      <ReasonField
        label={t('steering.urge.reason')}
        value={reason}
        onChange={setReason}
        usual={[t('steering.urge.customer_called'), t('steering.urge.deadline_near'), t('steering.urge.needed_soon')]}
      />
    </SteerDialog>
  )
}
