import { useState } from 'react'
import { groupNumber } from '../format/numbers'
import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import { Icon } from './Icon'
import styles from './CopyableNumber.module.css'

type Copying = 'ready' | 'done' | 'failed'

/** A number grouped for reading aloud; one tap copies it without the spaces. */
export function CopyableNumber({ number }: { number: string }) {
  const { t } = useI18n(texts)
  const grouped = groupNumber(number)
  const [copying, setCopying] = useState<Copying>('ready')

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(number)
      setCopying('done')
    } catch {
      setCopying('failed')
    }
  }

  return (
    <span className={styles.number}>
      <button type="button" className={styles.button} onClick={copy} aria-label={t('ui.copy.action', { number: grouped })}>
        <span className={styles.digits}>{grouped}</span>
        <Icon name={copying === 'done' ? 'check' : 'copy'} size="1em" />
      </button>
      <span role="status" className={styles.outcome}>
        {copying === 'done' && t('ui.copy.done')}
        {copying === 'failed' && t('ui.copy.failed')}
      </span>
    </span>
  )
}
