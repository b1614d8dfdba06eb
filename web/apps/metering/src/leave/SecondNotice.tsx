import { useNow } from '@ronghe/field'
import { Button, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import styles from './leave.module.css'
import { secondNotice, timeOf, type Parameter } from './parameter'
import { texts } from './texts'

/** When the customer was told again, just before the stop: half an hour before it, by the rules of supply. */
export function SecondNotice({ onParameter }: { onParameter: (parameter: Parameter | undefined) => void }) {
  const { t } = useI18n(texts)
  const now = useNow()
  const [time, setTime] = useState('')
  const give = (next: string) => {
    setTime(next)
    onParameter(secondNotice(next, now))
  }
  const isAhead = time !== '' && secondNotice(time, now) === undefined
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor="second-notice">
        {t('leave.notice.label')}
      </label>
      <div className={styles.row}>
        <input
          id="second-notice"
          className={styles.input}
          type="time"
          value={time}
          onChange={({ target }) => give(target.value)}
        />
        <Button onClick={() => give(timeOf(now))}>{t('leave.notice.now')}</Button>
      </div>
      <p className={styles.note}>{t('leave.notice.rule')}</p>
      {isAhead && (
        <p className={`${styles.wrong} ${toneClass('late')}`} role="alert">
          <Icon name="alert" size="1em" /> {t('leave.notice.ahead')}
        </p>
      )}
    </div>
  )
}
