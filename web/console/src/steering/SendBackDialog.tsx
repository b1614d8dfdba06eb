import { formatMoment, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { isGiven } from '../api/given'
import { processQuery } from '../api/queries'
import type { StageView } from '../api/types'
import { useStageNames } from '../orders/useStageNames'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { usePersonName } from '../people/usePersonName'
import { ReasonField } from './ReasonField'
import { SendBackEffect } from './SendBackEffect'
import { SteerDialog } from './SteerDialog'
import { backTargets } from './steerings'
import type { SteeringProps } from './steeringProps'
import { texts } from './texts'
import { useSteer } from './useSteer'
import { choosableFields } from './wrongFields'
import { WrongFields } from './WrongFields'
import styles from './steering.module.css'

/** Takes the order back to a stage that was done (退回), and says what is wrong in it. */
export function SendBackDialog({ file, onClose }: SteeringProps) {
  const { t, say, language } = useI18n(texts)
  const nameOf = useStageNames(file.order.bundle_hash)
  const nameOfPerson = usePersonName()
  const now = useNow()
  const process = useQuery(processQuery(file.order.bundle_hash))
  const targets = backTargets(file)
  const [element, setElement] = useState(targets[0]?.element)
  const [fields, setFields] = useState<string[]>([])
  const [reason, setReason] = useState('')
  const target = targets.find((each) => each.element === element)
  const steer = useSteer('send_back', t('steering.done.send_back', { stage: target ? say(nameOf(target)) : '' }), onClose)
  const groups = process.data && target ? choosableFields(process.data.files, target, file.order, language) : []

  return (
    <SteerDialog
      steering="send_back"
      file={file}
      width={720}
      isReady={target !== undefined && reason.trim() !== ''}
      steer={steer}
      onConfirm={() => target && steer.run({ order: file.order.order, to: target.element, reason: reason.trim(), fields })}
      onClose={onClose}
    >
      <fieldset className={styles.choices}>
        <legend>{t('steering.back.to')}</legend>
        <Radio.Group
          value={element ?? null}
          className={styles.choices ?? ''}
          onChange={(event) => {
            setElement(event.target.value as string)
            setFields([])
          }}
        >
          {targets.map((stage) => (
            <Radio key={stage.element} value={stage.element}>
              {say(nameOf(stage))} <span className={styles.muted}>{doneBy(stage)}</span>
            </Radio>
          ))}
        </Radio.Group>
      </fieldset>
      {target && <SendBackEffect target={target} order={file.order} station={file.station ?? undefined} />}
      <WrongFields groups={groups} chosen={fields} onChoose={setFields} />
      <ReasonField
        label={t('steering.back.reason')}
        value={reason}
        onChange={setReason}
        usual={[
          t('steering.back.photo_unclear'), t('steering.back.papers_short'), t('steering.back.not_as_on_site'),
          t('steering.back.not_as_on_file'), t('steering.back.reading_wrong'),
        ]}
      />
    </SteerDialog>
  )

  function doneBy({ assignee, assignee_name, closed_at }: StageView): string {
    if (!isGiven(assignee) || !isGiven(closed_at)) return ''
    return t('steering.back.done_by', { name: assignee_name ?? nameOfPerson(assignee), at: formatMoment(toDate(closed_at), now, language) })
  }
}
