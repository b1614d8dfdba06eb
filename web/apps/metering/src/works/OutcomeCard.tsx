import type { Unknowable } from '@ronghe/field'
import { Icon, type MeterCommand, OUTCOME_LOOKS, outcomeName, reasonWord, type Text, toneClass, useI18n, type WorkOutcome } from '@ronghe/ui'
import { nextStep } from './nextStep'
import { texts } from './texts'
import styles from './works.module.css'

interface OutcomeCardProps {
  command: MeterCommand
  outcome: WorkOutcome
  why: Unknowable<Text>
  reason: Unknowable<string>
  relay: Unknowable<'closed' | 'open'>
}

/** What became of it, why, and what to do now: icon, word and colour together. */
export function OutcomeCard({ command, outcome, why, reason, relay }: OutcomeCardProps) {
  const { t, say, language } = useI18n(texts)
  const { icon, meaning } = OUTCOME_LOOKS[outcome]
  const told = why ? say(why) : reasonWord(reason, language)
  return (
    <section className={`${styles.outcome} ${toneClass(meaning)}`} role="status" data-outcome={outcome}>
      <p className={styles.outcomeName}>
        <Icon name={icon} size="2.5rem" /> <strong>{outcomeName(outcome, language)}</strong>
      </p>
      {told !== undefined && <p className={styles.why}>{told}</p>}
      <p className={styles.next}>{t(nextStep({ command, outcome }, relay))}</p>
    </section>
  )
}
