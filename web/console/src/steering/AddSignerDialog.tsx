import { useI18n } from '@ronghe/ui'
import { Radio } from 'antd'
import { useState } from 'react'
import { CandidateTable } from '../dispatch/CandidateTable'
import { openStages } from '../orders/stages'
import { useStageNames } from '../orders/useStageNames'
import { usePersonName } from '../people/usePersonName'
import { ReasonField } from './ReasonField'
import { signersOf } from './signable'
import { SteerDialog } from './SteerDialog'
import type { SteeringProps } from './steeringProps'
import { texts } from './texts'
import { useSignableStages } from './useSignableStages'
import { useSteer } from './useSteer'
import { useWorkerWords } from './useWorkerWords'
import styles from './steering.module.css'

/** Asks another person to sign an open stage as well (加签). */
export function AddSignerDialog({ file, onClose }: SteeringProps) {
  const { t, say } = useI18n(texts)
  const nameOf = useStageNames(file.order.bundle_hash)
  const nameOfPerson = usePersonName()
  const workerWords = useWorkerWords(file.order)
  const { order } = file
  const stages = useSignableStages(order)
  const [chosenStage, setStage] = useState(stages[0]?.stage)
  const [person, setPerson] = useState<string>()
  const [reason, setReason] = useState('')
  const steer = useSteer('add_signer', t('steering.done.add_signer', { name: person === undefined ? '' : nameOfPerson(person) }), onClose)
  const stage = stages.find((each) => each.stage === chosenStage)
  const now = workerWords(openStages(order).filter(({ element }) => element === stage?.element))
  return (
    <SteerDialog
      steering="add_signer"
      file={file}
      width={760}
      isReady={stage !== undefined && person !== undefined && reason.trim() !== ''}
      steer={steer}
      onConfirm={() => stage && person !== undefined && steer.run({ order: order.order, stage: stage.stage, person, reason: reason.trim() })}
      onClose={onClose}
    >
      {stages.length > 1 && (
        <fieldset className={styles.choices}>
          <legend>{t('steering.signer.stage')}</legend>
          <Radio.Group
            value={chosenStage ?? null}
            className={styles.choices ?? ''}
            onChange={(event) => {
              setStage(event.target.value as string)
              setPerson(undefined)
            }}
          >
            {stages.map((each) => <Radio key={each.stage} value={each.stage}>{say(nameOf(each))}</Radio>)}
          </Radio.Group>
        </fieldset>
      )}
      {stage && (
        <>
          <p>{t('steering.signer.effect', { stage: say(nameOf(stage)) })} {now !== '' && t('steering.signer.now', { workers: now })}</p>
          <CandidateTable
            alsoAway
            stages={[{ order: order.order, orderNo: order.order_no, station: file.station, stage }]}
            without={signersOf(order, stage.element)}
            chosen={person}
            onChoose={setPerson}
          />
        </>
      )}
      <ReasonField
        label={t('steering.signer.reason')}
        value={reason}
        onChange={setReason}
        usual={[t('steering.signer.joint'), t('steering.signer.complex'), t('steering.signer.verify')]}
      />
    </SteerDialog>
  )
}
