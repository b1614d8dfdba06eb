import { Icon, OUTCOME_LOOKS, outcomeName, reasonWord, toneClass, useI18n } from '@ronghe/ui'
import type { MeterWorkFile } from '../api/types'
import styles from './meters.module.css'
import { texts } from './texts'

/** What became of it, why, and what that means for the meter now. */
export function WorkOutcome({ file: { unverified, record: { outcome, reason } } }: { file: MeterWorkFile }) {
  const { t, language } = useI18n(texts)
  const { icon, meaning } = OUTCOME_LOOKS[outcome]
  const why = reasonWord(reason, language)
  return (
    <section className={`${styles.outcome} ${toneClass(meaning)}`} aria-label={t('meters.column.outcome')}>
      <p className={styles.outcomeName}>
        <Icon name={icon} size="1.5rem" /> <strong>{outcomeName(outcome, language)}</strong>
      </p>
      {why !== undefined && <p>{t('meters.outcome.why', { why })}</p>}
      <p>{t(`meters.meaning.${outcome === 'unknown' && !unverified ? 'looked_at' : outcome}`)}</p>
    </section>
  )
}
