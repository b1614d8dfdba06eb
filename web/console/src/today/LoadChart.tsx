import { EmptyState, PALETTES, useI18n } from '@ronghe/ui'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import type { OrderLineView } from '../api/types'
import { loadByPerson } from '../dispatch/load'
import { Chart } from '../parts/chart/Chart'
import { paths } from '../paths'
import { usePersonName } from '../people/usePersonName'
import { usePreferences } from '../preferences'
import { stackedBars } from './stackedBars'
import { texts } from './texts'

/** Open orders per person, the heaviest first; a bar opens that person's orders. */
export function LoadChart({ lines, now }: { lines: OrderLineView[]; now: Date }) {
  const { t } = useI18n(texts)
  const { theme } = usePreferences()
  const navigate = useNavigate()
  const nameOf = usePersonName()
  const people = [...loadByPerson(lines, now)].sort(([, one], [, other]) => other.open - one.open).slice(0, SHOWN_MAX)
  const names = people.map(([person]) => nameOf(person))
  const written = JSON.stringify([people, names])
  const option = useMemo(
    () =>
      stackedBars({
        palette: PALETTES[theme],
        categories: names,
        unit: t('today.chart.unit'),
        series: [
          { name: t('today.chart.late'), meaning: 'late', values: people.map(([, { late }]) => late) },
          { name: t('today.chart.soon'), meaning: 'soon', values: people.map(([, { soon }]) => soon) },
          { name: t('today.chart.rest'), meaning: 'running', values: people.map(([, { open, soon, late }]) => open - soon - late) },
        ],
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `written` stands for people and names
    [written, theme, t],
  )
  if (people.length === 0) return <EmptyState title={t('today.load.empty')} advice={t('today.load.empty_advice')} />
  return (
    <Chart
      option={option}
      height={60 + people.length * ROW_HEIGHT}
      label={t('today.load.label', { figures: people.map(([, { open }], at) => `${names[at]} ${open}`).join('; ') })}
      onPick={(at) => people[at] && void navigate(paths.orders({ worker: people[at][0] }))}
    />
  )
}

const SHOWN_MAX = 15
const ROW_HEIGHT = 26
