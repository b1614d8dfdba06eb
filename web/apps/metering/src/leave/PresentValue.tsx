import { type MeterLink, useNow } from '@ronghe/field'
import { fromInstant } from '@ronghe/forms'
import { Button, ErrorState, formatMoment, Icon, parameterNumber, toneClass, useI18n } from '@ronghe/ui'
import { useBeginRun } from '../run/useBeginRun'
import styles from './leave.module.css'
import type { Parameter } from './parameter'
import type { Present } from './present'
import { texts } from './texts'

interface PresentValueProps {
  /** At which meter, and for which order. */
  of: { comm_address: string; order?: string; stage?: string }
  which: Parameter
  present: Present | undefined
  links: MeterLink[]
}

/** What the parameter is now, and when that was read; read here, so that who approves sees from what it goes to what. */
export function PresentValue({ of, which, present, links }: PresentValueProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const beginning = useBeginRun(links)
  const value = present?.value
  const number = value === undefined ? undefined : parameterNumber(String(which['item']), value)
  return (
    <div className={styles.field} role="group" aria-label={t('leave.present.label')}>
      <span className={styles.label}>{t('leave.present.label')}</span>
      {present === undefined ? (
        <p className={`${styles.wrong} ${toneClass('soon')}`}>
          <Icon name="alert" size="1em" /> {t('leave.present.not_read')}
        </p>
      ) : (
        <p className={styles.note}>
          <strong>{value === undefined ? t('leave.present.none') : (number ?? value)}</strong>{' '}
          {t('leave.present.read_at', { when: formatMoment(fromInstant(present.read_at), now, language) })}
        </p>
      )}
      {beginning.failure && <ErrorState error={beginning.failure} />}
      <Button
        wide
        onClick={() => beginning.run({ command: 'read', items: 'identity', parameter: which, ...of })}
        disabled={beginning.busy || links.length === 0}
      >
        <Icon name="meter" /> {t(present === undefined ? 'leave.present.read' : 'leave.present.read_again')}
      </Button>
    </div>
  )
}
