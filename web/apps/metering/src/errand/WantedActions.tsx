import type { Meter } from '@ronghe/field'
import { COMMAND_LOOKS, commandName, Icon, type MeterCommand, toneClass, useI18n } from '@ronghe/ui'
import { LeaveBadge } from '../meter/LeaveBadge'
import type { ErrandInHand } from './ErrandProvider'
import styles from './errand.module.css'
import { leavesFor } from './errandRules'
import { texts } from './texts'
import { unbroken } from './unbroken'

interface WantedActionsProps {
  errand: ErrandInHand
  meter: Meter
  switchedOff: MeterCommand[]
  isBusy: boolean
  onAct: (command: MeterCommand) => void
}

/** What the form wants done here, above everything else that can be done; and whether this is the form's meter. */
export function WantedActions({ errand, meter, switchedOff, isBusy, onAct }: WantedActionsProps) {
  const { t, language } = useI18n(texts)
  const isOff = (command: MeterCommand) => switchedOff.includes(command)
  const isOther = errand.meter !== undefined && errand.meter !== meter.comm_address
  return (
    <section className={styles.card} aria-label={t('errand.wanted.title')}>
      <h2 className={styles.title}>{t('errand.wanted.title')}</h2>
      {isOther && (
        <p className={`${styles.other} ${toneClass('soon')}`} role="status">
          <Icon name="alert" /> {t('errand.wanted.other_meter', { meter: unbroken(errand.meter ?? '') })}
        </p>
      )}
      {errand.commands.filter(isOff).map((command) => (
        <p key={command} className={`${styles.other} ${toneClass('soon')}`} role="status">
          <Icon name="alert" /> {t('errand.wanted.switched_off', { command: commandName(command, language) })}
        </p>
      ))}
      {errand.commands.filter((command) => !isOff(command)).map((command) => (
        <button
          key={command}
          type="button"
          className={styles.action}
          onClick={() => onAct(command)}
          disabled={isBusy && !COMMAND_LOOKS[command].changes}
        >
          <Icon name={COMMAND_LOOKS[command].icon} size="1.75rem" /> <span>{commandName(command, language)}</span>
          <LeaveBadge leaves={leavesFor(meter, errand)} command={command} />
        </button>
      ))}
      <p className={styles.note}>{t('errand.wanted.kept')}</p>
    </section>
  )
}
