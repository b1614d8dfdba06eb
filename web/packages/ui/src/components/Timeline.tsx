import { formatPast } from '../format/time'
import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import type { Meaning } from '../tokens/tokens'
import { Icon, type IconName } from './Icon'
import { toneClass } from './tones'
import styles from './Timeline.module.css'

/** One thing that happened: what, who, when, where, from which terminal, offline or not. */
export interface TimelineEvent {
  id: string
  what: string
  who: string
  at: Date
  where?: string
  terminal?: string
  offline?: boolean
  detail?: string
  icon: IconName
  meaning: Meaning
}

/** The story of an order, newest first as given. */
export function Timeline({ events, now }: { events: TimelineEvent[]; now: Date }) {
  return (
    <ol className={styles.timeline}>
      {events.map((event) => (
        <TimelineEntry key={event.id} event={event} now={now} />
      ))}
    </ol>
  )
}

function TimelineEntry({ event, now }: { event: TimelineEvent; now: Date }) {
  const { t, language } = useI18n(texts)
  const time = formatPast(event.at, now, language)
  return (
    <li className={styles.entry}>
      <span className={`${styles.mark} ${toneClass(event.meaning)}`}>
        <Icon name={event.icon} size="1.1em" />
      </span>
      <div className={styles.body}>
        <p className={styles.what}>
          {event.what} <span className={styles.who}>{event.who}</span>
        </p>
        <p className={styles.facts}>
          <time dateTime={event.at.toISOString()}>{t('ui.time.relative_and_exact', { ...time })}</time>
          {event.where && <span>{event.where}</span>}
          {event.terminal && <span>{t('ui.timeline.terminal', { terminal: event.terminal })}</span>}
          {event.offline && <span>{t('ui.timeline.offline')}</span>}
        </p>
        {event.detail && <p className={styles.detail}>{event.detail}</p>}
      </div>
    </li>
  )
}
