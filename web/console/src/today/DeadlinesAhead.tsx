import { formatDay, PALETTES, useI18n } from '@ronghe/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OrderFigures } from '../api/types'
import { Chart } from '../parts/chart/Chart'
import { paths } from '../paths'
import { usePreferences } from '../preferences'
import { stackedBars } from './stackedBars'
import { texts } from './texts'

/** How many orders are due on each of the next days; a bar opens the day's orders. */
export function DeadlinesAhead({ days, now }: { days: OrderFigures['due_days']; now: Date }) {
  const { t, language } = useI18n(texts)
  const { theme } = usePreferences()
  const navigate = useNavigate()
  const values = days.map(({ orders }) => orders)
  const names = days.map(({ day }) => formatDay(new Date(`${day}T12:00:00+08:00`), now, language))
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
      height={60 + days.length * ROW_HEIGHT}
      label={t('today.ahead.label', { figures: values.map((value, at) => `${names[at]} ${value}`).join('; ') })}
      onPick={(at) => days[at] && void navigate(paths.orders({ due: days[at].day }))}
    />
  )
}

const ROW_HEIGHT = 26
