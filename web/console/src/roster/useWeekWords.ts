import { useI18n } from '@ronghe/ui'
import { dayLater } from '../absences/days'
import { texts } from './texts'
import { weekNumber } from './week'

/** A week by its first and last day, and its number. */
export function useWeekWords(): (monday: string) => string {
  const { t } = useI18n(texts)
  return (monday) => {
    const sunday = dayLater(monday, 6)
    const isSameYear = sunday.slice(0, 4) === monday.slice(0, 4)
    return t('roster.week.name', { from: monday, until: isSameYear ? sunday.slice('yyyy-'.length) : sunday, number: weekNumber(monday) })
  }
}
