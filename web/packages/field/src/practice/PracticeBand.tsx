import { Button, Icon, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import { useSession } from '../session/FieldProvider'
import { useCommand } from '../session/useCommand'
import { texts } from '../texts'
import styles from './practice.module.css'

/** Stands over everything that is practised, so that nobody takes it for work. */
export function PracticeBand({ canEnd = false }: { canEnd?: boolean }) {
  const { t } = useI18n(texts)
  const session = useSession()
  const [isAsked, setAsked] = useState(false)
  const ending = useCommand(() => session.endPractice())
  return (
    <aside className={styles.band} data-band="practice" aria-label={t('field.practice.band')}>
      <p className={styles.words}>
        <Icon name="alert" /> {t(isAsked ? 'field.practice.sure' : 'field.practice.band')}
      </p>
      {canEnd && !isAsked && <Button onClick={() => setAsked(true)}>{t('field.practice.end')}</Button>}
      {canEnd && isAsked && (
        <div className={styles.choice}>
          <Button onClick={() => setAsked(false)}>{t('field.practice.stay')}</Button>
          <Button kind="primary" onClick={ending.run} disabled={ending.busy}>
            {t('field.practice.end')}
          </Button>
        </div>
      )}
    </aside>
  )
}
