import { useI18n } from '@ronghe/ui'
import { ALL_KINDS } from './absenceKinds'
import { texts } from './texts'
import styles from './absences.module.css'

/** What the letters and grounds of the calendar mean, and its keys. */
export function CalendarLegend({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useI18n(texts)
  return (
    <p className={styles.legend}>
      {ALL_KINDS.map((kind) => (
        <span key={kind}>
          <span className={styles.sample}>{t(`absences.short.${kind}`)}</span> {t(`absences.kind.${kind}`)}
        </span>
      ))}
      <span><span className={`${styles.swatch} ${styles.weekend}`} /> {t('absences.calendar.weekend')}</span>
      <span>{t('absences.calendar.part')}</span>
      <span>{t(mayKeep ? 'absences.calendar.keys_keep' : 'absences.calendar.keys')}</span>
    </p>
  )
}
