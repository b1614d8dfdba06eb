import { useI18n } from '@ronghe/ui'
import { texts } from '../texts'
import styles from './evidence.module.css'
import { valueWords } from './valueWords'
import type { WidgetProps } from './widget'

/** What comes with the order and is only shown. */
export function ReadonlyWidget({ ui, value, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  return (
    <p className={styles.main} id={ids.input} tabIndex={-1}>
      {valueWords(ui, value, language) ?? t('forms.field.empty')}
    </p>
  )
}
