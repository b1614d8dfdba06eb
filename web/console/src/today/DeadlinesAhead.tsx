import { formatDay, PALETTES, useI18n } from '@ronghe/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OrderLineView } from '../api/types'
import { dayOf, dueDay } from '../orders/lineFacts'
import { Chart } from '../parts/chart/Chart'
import { paths } from '../paths'
import { usePreferences } from '../preferences'
import { stackedBars } from './stackedBars'
import { texts } from './texts'

/** How many orders are due on each of the next days; a bar opens the day's orders. */
export function DeadlinesAhead({ lines, now }: { lines: OrderLineView[]; now: Date }) {
  const { t, language } = useI18n(texts)
  const { theme } = usePreferences()
  const navigate = useNavigate()
  const days = Array.from({ length: DAYS }, (_, at) => new Date(now.getTime() + at * DAY_MS))
  const values = days.map((day) => lines.filter((line) => dueDay(line) === dayOf(day)).length)
  const names = days.map((day) => formatDay(day, now, language))
  const written = JSON.stringify([values, names])
  const option = useMemo(
    () =>
      stackedBars({
        palette: PALETTES[theme],
        categories: names,
        unit: t('today.chart.unit'),
        series: [{ name: t('today.chart.due'), meaning: 'running', values }],
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `written` stands for values and names
    [written, theme, t],
  )
  return (
    <Chart
      option={option}
      height={60 + DAYS * ROW_HEIGHT}
      label={t('today.ahead.label', { figures: values.map((value, at) => `${names[at]} ${value}`).join('; ') })}
      onPick={(at) => days[at] && void navigate(paths.orders({ due: dayOf(days[at]) }))}
    />
  )
}

const DAYS = 7
const ROW_HEIGHT = 26
const DAY_MS = 24 * 60 * 60_000
