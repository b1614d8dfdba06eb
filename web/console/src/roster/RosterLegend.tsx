import { Icon, useI18n } from '@ronghe/ui'
import { DutyChip } from './DutyChip'
import { ALL_DUTY_KINDS, DUTY_KINDS } from './dutyKinds'
import { texts } from './texts'
import styles from './roster.module.css'

/** What the marks of the table mean, with the usual hours of each kind, and its keys. */
export function RosterLegend({ mayKeep }: { mayKeep: boolean }) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.legend}>
      {ALL_DUTY_KINDS.map((kind) => {
        const { from, until } = DUTY_KINDS[kind]
        return (
          <span key={kind}>
            <DutyChip kind={kind} /> {t(kind === 'standby' ? 'roster.usual.standby' : 'roster.usual.day', { hours: `${from}–${until}` })}
          </span>
        )
      })}
      <span><span className={styles.off}>{t('roster.workday.off')}</span> {t('roster.legend.off')}</span>
      <span><span className={styles.moved}>{t('roster.workday.moved')}</span> {t('roster.workday.moved_words')}</span>
      <span className={styles.away}><Icon name="home" size="1em" /> {t('roster.legend.away')}</span>
      <span className={styles.keys}>{t(mayKeep ? 'roster.legend.keys_keep' : 'roster.legend.keys')}</span>
    </div>
  )
}
