import { formatMoment, Icon, toneClass, useI18n } from '@ronghe/ui'
import { useFormHost } from '../host'
import { fromInstant, type SecondPerson } from '../model/values'
import { texts } from '../texts'
import styles from './evidence.module.css'
import { HostFailureNote } from './HostFailureNote'
import { useHostAction } from './useHostAction'
import type { WidgetProps } from './widget'

/** The second person confirms on this terminal with own card and PIN. */
export function SecondPersonWidget({ name, value, onChange, ids }: WidgetProps) {
  const { t, language } = useI18n(texts)
  const host = useFormHost()
  const person = value as SecondPerson | undefined
  const confirming = useHostAction(async () => {
    const confirmed = await host.confirmSecondPerson(name)
    if (confirmed !== undefined) onChange(confirmed)
  })
  return (
    <div className={styles.stack}>
      {person && (
        <div className={`${styles.card} ${toneClass('done')}`}>
          <Icon name="check" size="1.5em" />
          <div>
            <p className={styles.main}>{t('forms.second.confirmed', { name: person.name })}</p>
            <p className={styles.more}>{formatMoment(fromInstant(person.confirmed_at), host.now(), language)}</p>
          </div>
        </div>
      )}
      <button
        type="button"
        id={ids.input}
        className={person ? styles.again : styles.ask}
        onClick={confirming.run}
        disabled={confirming.busy}
        aria-describedby={ids.notes}
      >
        <Icon name={person ? 'swap' : 'person'} />
        {t(person ? 'forms.second.again' : 'forms.second.confirm')}
      </button>
      <HostFailureNote failure={confirming.failure} />
    </div>
  )
}
