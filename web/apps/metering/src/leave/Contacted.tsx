import { useI18n } from '@ronghe/ui'
import { useState } from 'react'
import styles from './leave.module.css'
import type { Parameter } from './parameter'
import { texts } from './texts'

interface ContactedProps {
  /** The order says that sudden supply may injure or damage. */
  isNeeded: boolean
  onParameter: (parameter: Parameter | undefined) => void
}

/** Whether the customer was contacted before his supply returns. */
export function Contacted({ isNeeded, onParameter }: ContactedProps) {
  const { t } = useI18n(texts)
  const [isContacted, setContacted] = useState(false)
  return (
    <div className={styles.field}>
      <label className={styles.order}>
        <input
          type="checkbox"
          className={styles.radio}
          checked={isContacted}
          onChange={({ target }) => {
            setContacted(target.checked)
            onParameter(target.checked ? { contacted: true } : undefined)
          }}
        />
        <span className={styles.words}>{t('leave.contacted.label')}</span>
      </label>
      {isNeeded && <p className={styles.note}>{t('leave.contacted.needed')}</p>}
    </div>
  )
}
