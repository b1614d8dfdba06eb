import { useAgent, useCommand, type Run } from '@ronghe/field'
import { Button, ErrorState, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { meteringWords } from '../words/meteringWords'
import styles from './run.module.css'
import { isTooLate } from './steps'
import { texts } from './texts'

/** Stops between two frames. Once the command may be with the meter it says what that means, and asks twice. */
export function CancelRun({ run }: { run: Run }) {
  const { t } = useI18n(texts)
  const agent = useAgent()
  const [isAsked, setAsked] = useState(false)
  const [isSure, setSure] = useState(false)
  const cancelling = useCommand(async () => {
    await agent.cancelRun()
    setAsked(true)
  }, meteringWords)
  const isLate = isTooLate(run)
  if (isAsked) {
    return (
      <p className={`${styles.again} ${toneClass('running')}`} role="status">
        <Icon name="waiting" /> {t('run.cancel.asked')}
      </p>
    )
  }
  return (
    <>
      {cancelling.failure && <ErrorState error={cancelling.failure} />}
      <p className={isLate ? `${styles.lateNote} ${toneClass('soon')}` : styles.note}>
        {isSure && isLate ? t('run.cancel.sure') : t(isLate ? 'run.cancel.late_note' : 'run.cancel.plain_note')}
      </p>
      {!isLate && (
        <Button wide onClick={cancelling.run} disabled={cancelling.busy}>
          <Icon name="stop" /> {t('run.cancel.plain')}
        </Button>
      )}
      {isLate && !isSure && (
        <Button wide onClick={() => setSure(true)}>
          <Icon name="question" /> {t('run.cancel.late')}
        </Button>
      )}
      {isLate && isSure && (
        <div className={styles.choice}>
          <Button kind="primary" onClick={() => setSure(false)}>
            {t('run.cancel.wait')}
          </Button>
          <Button onClick={cancelling.run} disabled={cancelling.busy}>
            {t('run.cancel.yes')}
          </Button>
        </div>
      )}
    </>
  )
}
