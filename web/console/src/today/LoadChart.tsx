import { EmptyState, PALETTES, useI18n } from '@ronghe/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OrderFigures } from '../api/types'
import { Chart } from '../parts/chart/Chart'
import { paths } from '../paths'
import { usePreferences } from '../preferences'
import { stackedBars } from './stackedBars'
import { texts } from './texts'

/** Open stages per person, the heaviest first; a bar opens that person's orders. */
export function LoadChart({ load }: { load: OrderFigures['load'] }) {
  const { t } = useI18n(texts)
  const { theme } = usePreferences()
  const navigate = useNavigate()
  const names = load.map(({ name }) => name)
  const written = JSON.stringify(load)
  const option = useMemo(
    () =>
      stackedBars({
        palette: PALETTES[theme],
        categories: names,
        unit: t('today.chart.unit'),
        series: [
          { name: t('today.chart.late'), meaning: 'late', values: load.map(({ overdue }) => overdue) },
          { name: t('today.chart.soon'), meaning: 'soon', values: load.map(({ due_soon: soon }) => soon) },
          { name: t('today.chart.rest'), meaning: 'running', values: load.map(({ open, overdue, due_soon: soon }) => open - overdue - soon) },
        ],
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `written` stands for load and names
    [written, theme, t],
  )
  if (load.length === 0) return <EmptyState title={t('today.load.empty')} advice={t('today.load.empty_advice')} />
  return (
    <Chart
      option={option}
      height={60 + load.length * ROW_HEIGHT}
      label={t('today.load.label', { figures: load.map(({ name, open }) => `${name} ${open}`).join('; ') })}
      onPick={(at) => load[at] && void navigate(paths.orders({ worker: load[at].person }))}
    />
  )
}

const ROW_HEIGHT = 26
