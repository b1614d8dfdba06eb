import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { texts } from '../texts'
import styles from './evidence.module.css'
import { valueWords } from './valueWords'
import type { WidgetProps } from './widget'

/** How the number above was entered: said by the form, not by the worker. */
export function SourceWidget({ ui, value, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  const words = valueWords(ui, value, language)
  return (
    <p
      className={`${styles.card} ${styles.main} ${toneClass(value === 'scanned' ? 'done' : 'plain')}`}
      id={ids.input}
      tabIndex={-1}
      role="status"
    >
      <Icon name={value === 'typed' ? 'pen' : 'barcode'} /> {words ?? t('forms.source.follows')}
    </p>
  )
}
