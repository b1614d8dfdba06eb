import { formatDueMoment, Icon, toneClass, useI18n } from '@ronghe/ui'
import type { AuthorisationEntry } from '../api/types'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { isRestore, travels } from './knownFacts'
import { texts } from './texts'
import styles from './metering.module.css'

/** Whether a restore can still be stopped once leave is given. Nothing of other commands: they always ask again. */
export function TravelNote({ entry }: { entry: AuthorisationEntry }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const isLive = entry.state === 'requested' || entry.state === 'approved'
  if (!isLive || !isRestore(entry.command)) return null
  const until = formatDueMoment(toDate(entry.not_after), now, language)
  if (!travels(entry)) {
    return (
      <p className={styles.note}>
        <Icon name="check" size="1em" /> {t('metering.travel.asks_again')}
      </p>
    )
  }
  return (
    <p className={`${styles.effect} ${toneClass('soon')}`}>
      <Icon name="alert" size="1em" />{' '}
      {t(entry.state === 'approved' ? 'metering.travel.lies_there' : 'metering.travel.will_lie_there', { until })}
    </p>
  )
}
