import { useI18n, type Language } from '@ronghe/ui'
import type { RosterDay } from './RosterWeek'
import { texts } from './texts'
import styles from './roster.module.css'

/** A day of the table: weekday and date, whether it is today, and what sets it apart from another day. */
export function DayName({ day, isToday }: { day: RosterDay; isToday: boolean }) {
  const { t, language } = useI18n(texts)
  const { kind, name } = day.workday
  return (
    <>
      <span className={styles.dayNumber}>
        <strong>{weekday(day.day, language)}</strong> {day.day.slice('yyyy-'.length)}
        {isToday && <span className={styles.todayWord}>{t('roster.table.today')}</span>}
      </span>
      <span className={styles.dayWhat}>
        {kind === 'holiday' && <><span className={styles.off}>{t('roster.workday.off')}</span> {name}</>}
        {kind === 'weekend' && <><span className={styles.off}>{t('roster.workday.off')}</span> {t('roster.workday.weekend')}</>}
        {kind === 'moved' && <><span className={styles.moved}>{t('roster.workday.moved')}</span> {t('roster.workday.moved_words')}</>}
      </span>
    </>
  )
}

function weekday(day: string, language: Language): string {
  return WEEKDAYS[language].format(new Date(`${day}T00:00:00Z`))
}

const WEEKDAYS: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { weekday: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'short', timeZone: 'UTC' }),
}
