import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Radio } from 'antd'
import { useState } from 'react'
import { processQuery } from '../api/queries'
import { StoppedClocks } from './StoppedClocks'
import { pauseReasons } from './pauses'
import { ReasonField } from './ReasonField'
import { SteerDialog } from './SteerDialog'
import type { SteeringProps } from './steeringProps'
import { TellsWorkers } from './TellsWorkers'
import { texts } from './texts'
import { usePauseWords } from './usePauseWords'
import { useSteer } from './useSteer'
import styles from './steering.module.css'

/** Lets the order stand still (挂起), for a reason with a proof; each reason says which clocks it stops. */
export function SuspendDialog({ file, onClose }: SteeringProps) {
  const { t } = useI18n(texts)
  const wordsOf = usePauseWords()
  const { order } = file
  const process = useQuery(processQuery(order.bundle_hash))
  const [code, setCode] = useState<string>()
  const [typed, setTyped] = useState('')
  const [proof, setProof] = useState('')
  const steer = useSteer('suspend', t('steering.done.suspend'), onClose)
  const reasons = pauseReasons(process.data?.files, order)
  const stopped = reasons.find((each) => each.code === code)?.stops ?? []
  const stopWords = (count: number) => (count === 0 ? t('steering.suspend.none') : t('steering.suspend.count', { count }))
  const reason = (code === OTHER ? typed : (code ?? '')).trim()
  return (
    <SteerDialog
      steering="suspend"
      file={file}
      width={720}
      isReady={reason !== '' && proof.trim() !== ''}
      steer={steer}
      onConfirm={() => steer.run({ order: order.order, reason, proof: proof.trim() })}
      onClose={onClose}
    >
      <p>{t('steering.suspend.effect')}</p>
      <TellsWorkers order={order} />
      <fieldset className={styles.choices}>
        <legend>{t('steering.suspend.why')}</legend>
        <Radio.Group value={code ?? null} onChange={(event) => setCode(event.target.value as string)} className={styles.reasons ?? ''}>
          {reasons.map(({ code: each, stops }) => (
            <Radio key={each} value={each}>
              {wordsOf(each)} <span className={styles.muted}>{stopWords(stops.length)}</span>
            </Radio>
          ))}
          <Radio value={OTHER}>
            {t('steering.suspend.other')} <span className={styles.muted}>{stopWords(0)}</span>
          </Radio>
        </Radio.Group>
      </fieldset>
      {code !== undefined && <StoppedClocks policies={stopped.map(({ policy }) => policy)} order={order} />}
      {code === OTHER && <ReasonField label={t('steering.suspend.other_reason')} value={typed} onChange={setTyped} />}
      <ReasonField
        label={t('steering.suspend.proof')}
        value={proof}
        onChange={setProof}
        usual={[t('steering.suspend.call'), t('steering.suspend.message'), t('steering.suspend.form')]}
      />
    </SteerDialog>
  )
}

/** No reason code of a policy looks like this. */
const OTHER = ' other'
