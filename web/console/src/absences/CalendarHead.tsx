import { useI18n, type Language } from '@ronghe/ui'
import { isWeekend, type Day } from './days'
import { texts } from './texts'
import styles from './absences.module.css'

/** The days with their weekdays; `today` is a place among them, or -1. */
export function CalendarHead({ days, today }: { days: Day[]; today: number }) {
  const { t, language } = useI18n(texts)
  return (
    <thead>
      <tr>
        <th scope="col">{t('absences.calendar.person')}</th>
        {days.map(({ day, ...rest }, at) => (
          <th
            key={day}
            scope="col"
            className={`${isWeekend({ day, ...rest }) ? styles.weekend : ''} ${at === today ? styles.today : ''}`}
            {...(at === today ? { 'aria-current': 'date' as const, title: t('absences.calendar.today') } : {})}
          >
            <span className={styles.number}>{Number(day.slice(-2))}</span>
            <span className={styles.weekday}>{weekday(day, language)}</span>
          </th>
        ))}
      </tr>
    </thead>
  )
}

function weekday(day: string, language: Language): string {
  return WEEKDAYS[language].format(new Date(`${day}T00:00:00Z`))
}

const WEEKDAYS: Record<Language, Intl.DateTimeFormat> = {
  zh: new Intl.DateTimeFormat('zh-CN', { weekday: 'narrow', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'narrow', timeZone: 'UTC' }),
}
