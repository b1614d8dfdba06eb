import type { Meter } from '@ronghe/field'
import type { MeterCommand } from '@ronghe/forms'
import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { LeaveBadge } from '../meter/LeaveBadge'
import { COMMANDS } from '../words/commands'
import { texts as words } from '../words/texts'
import type { ErrandInHand } from './ErrandProvider'
import styles from './errand.module.css'
import { leavesFor } from './errandRules'
import { texts } from './texts'
import { unbroken } from './unbroken'

interface WantedActionsProps {
  errand: ErrandInHand
  meter: Meter
  isBusy: boolean
  onAct: (command: MeterCommand) => void
}

/** What the form wants done here, above everything else that can be done; and whether this is the form's meter. */
export function WantedActions({ errand, meter, isBusy, onAct }: WantedActionsProps) {
  const { t } = useI18n(texts)
  const { t: word } = useI18n(words)
  const isOther = errand.meter !== undefined && errand.meter !== meter.comm_address
  return (
    <section className={styles.card} aria-label={t('errand.wanted.title')}>
      <h2 className={styles.title}>{t('errand.wanted.title')}</h2>
      {isOther && (
        <p className={`${styles.other} ${toneClass('soon')}`} role="status">
          <Icon name="alert" /> {t('errand.wanted.other_meter', { meter: unbroken(errand.meter ?? '') })}
        </p>
      )}
      {errand.commands.map((command) => (
        <button
          key={command}
          type="button"
          className={styles.action}
          onClick={() => onAct(command)}
          disabled={isBusy && !COMMANDS[command].changes}
        >
          <Icon name={COMMANDS[command].icon} size="1.75rem" /> <span>{word(`command.name.${command}`)}</span>
          <LeaveBadge leaves={leavesFor(meter, errand)} command={command} />
        </button>
      ))}
      <p className={styles.note}>{t('errand.wanted.kept')}</p>
    </section>
  )
}
