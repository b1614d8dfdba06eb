import { useI18n } from '@ronghe/ui'
import { SteerDialog } from './SteerDialog'
import type { SteeringProps } from './steeringProps'
import { TellsWorkers } from './TellsWorkers'
import { texts } from './texts'
import { useSteer } from './useSteer'

/** Lets a suspended order go on (恢复). */
export function ResumeDialog({ file, onClose }: SteeringProps) {
  const { t } = useI18n(texts)
  const steer = useSteer('resume', t('steering.done.resume'), onClose)
  return (
    <SteerDialog steering="resume" file={file} steer={steer} onConfirm={() => steer.run({ order: file.order.order })} onClose={onClose}>
      <p>{t('steering.resume.effect')}</p>
      <TellsWorkers order={file.order} />
    </SteerDialog>
  )
}
