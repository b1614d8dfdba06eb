import { formatDay, Icon, useI18n, type Language } from '@ronghe/ui'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import { hoursOf, listed } from './useDutyWords'
import styles from './roster.module.css'

/** That every day off to come is covered, or in which parts of one nobody is there; nothing while one lacks everybody. */
export function CoverSummary({ days }: { days: RosterDay[] }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const ahead = daysAhead(days, now)
  if (ahead.length === 0) return <p className={styles.covered}>{t('roster.gaps.over')}</p>
  const off = ahead.filter(({ cover }) => cover !== undefined)
  const partly = off.filter(({ cover }) => cover?.state === 'part')
  if (partly.length > 0) {
    const spans = partly.map((day) => `${formatDay(toDate(day.from), now, language)} ${gapHours(day, language)}`)
    return (
      <p className={styles.covered}>
        <Icon name="clock" size="1em" /> <span>{t('roster.gaps.part', { spans: spans.join(language === 'zh' ? '；' : '; ') })}</span>
      </p>
    )
  }
  if (off.some(({ cover }) => cover?.state === 'nobody')) return null
  return (
    <p className={styles.covered}>
      <Icon name="check" size="1em" /> {t(off.length > 0 ? 'roster.gaps.covered' : 'roster.gaps.none')}
    </p>
  )
}

export function daysAhead(days: RosterDay[], now: Date): RosterDay[] {
  return days.filter(({ until }) => until > now.getTime() * 1000)
}

export function gapHours({ cover }: RosterDay, language: Language): string {
  return listed((cover?.gaps ?? []).map(hoursOf), language)
}
