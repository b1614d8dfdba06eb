import { Icon, toneClass, useI18n } from '@ronghe/ui'
import { usePersonName } from '../people/usePersonName'
import type { DayCover } from './dayCover'
import { texts } from './texts'
import { hoursOf, listed } from './useDutyWords'
import styles from './roster.module.css'

/** Who is there on a day off, and when nobody is. */
export function CoverWords({ cover }: { cover: DayCover }) {
  const { t, language } = useI18n(texts)
  const nameOf = usePersonName()
  const { people, standby, gaps, state } = cover
  return (
    <span className={styles.cover}>
      {state === 'nobody' && people.length === 0 && (
        <span className={`${styles.coverNobody} ${toneClass('soon')}`}><Icon name="alert" size="1em" /> {t('roster.cover.nobody')}</span>
      )}
      {people.length > 0 && <span>{state === 'full' && <Icon name="check" size="1em" />} {listed(people.map(nameOf), language)}</span>}
      {people.length > 0 && gaps.length > 0 && (
        <span className={state === 'nobody' ? `${styles.coverNobody} ${toneClass('soon')}` : styles.muted}>
          {state === 'nobody' && <Icon name="alert" size="1em" />} {t('roster.cover.gap', { hours: listed(gaps.map(hoursOf), language) })}
        </span>
      )}
      {standby.length > 0 && <span className={styles.muted}>{t('roster.cover.standby', { people: listed(standby.map(nameOf), language) })}</span>}
    </span>
  )
}
