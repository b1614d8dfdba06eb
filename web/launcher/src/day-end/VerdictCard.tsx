import { useNow } from '@ronghe/field'
import { formatMoment, Icon, toneClass, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { verdictOf, wants, type Check, type Verdict } from './checks'
import styles from './DayEnd.module.css'
import { texts } from './texts'

interface VerdictCardProps {
  /** Nothing while the agent has not told everything. */
  checks: Check[] | undefined
  /** The agent has not answered the last time. */
  isSilent: boolean
  since: Date | undefined
}

/** The answer, large. What an agent said that does not answer any more is no answer. */
export function VerdictCard({ checks, isSilent, since }: VerdictCardProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  if (isSilent) {
    const more = since && t('dayend.verdict.unknown_more', { moment: formatMoment(since, now, language) })
    return <Answer icon="alert" meaning="late" title={t('dayend.verdict.unknown')} more={more ?? t('dayend.verdict.silent')} />
  }
  if (checks === undefined) return null
  const verdict = verdictOf(checks)
  const more =
    verdict === 'look'
      ? t('dayend.verdict.look_more', { count: checks.filter(wants).length })
      : t(`dayend.verdict.${verdict}_more`)
  return <Answer {...LOOKS[verdict]} title={t(`dayend.verdict.${verdict}`)} more={more} />
}

function Answer({ icon, meaning, title, more }: { icon: IconName; meaning: Meaning; title: string; more: string }) {
  return (
    <section className={`${styles.verdict} ${toneClass(meaning)}`} role="status">
      <Icon name={icon} size="3.5rem" />
      <p className={styles.big}>{title}</p>
      <p className={styles.more}>{more}</p>
    </section>
  )
}

const LOOKS: Record<Verdict, { icon: IconName; meaning: Meaning }> = {
  clear: { icon: 'check', meaning: 'done' },
  look: { icon: 'eye', meaning: 'soon' },
  unsent: { icon: 'upload', meaning: 'soon' },
}
