import { formatMoment, useI18n, type IconName, type Meaning } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Table } from 'antd'
import { gridsQuery } from '../api/queries'
import type { CutOverView } from '../api/types'
import { toDate } from '../parts/Moment'
import { Tag } from '../parts/Tag'
import { useNow } from '../parts/useNow'
import { AreaHistory } from './AreaHistory'
import { CancelCutOver } from './CancelCutOver'
import { CutOverEffect } from './CutOverEffect'
import { texts } from './texts'
import styles from './cutover.module.css'

/** One line for each; opened, it tells who got what and why the rest stays. */
export function CutOverTable({ cutOvers, mayMove }: { cutOvers: CutOverView[]; mayMove: boolean }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const grids = useQuery(gridsQuery(undefined))
  const gridName = (id: string) => grids.data?.find(({ grid }) => grid === id)?.name ?? '…'
  return (
    <Table<CutOverView>
      size="small"
      rowKey="cut_over"
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
      dataSource={cutOvers}
      expandable={{
        expandedRowRender: ({ report, area, reason }) => (
          <div className={styles.opened}>
            <div>
              <p>{reason}</p>
              <CutOverEffect report={report} />
            </div>
            <AreaHistory code={area} />
          </div>
        ),
      }}
      columns={[
        { key: 'area', title: t('cutover.column.area'), render: (_, { area, area_name }) => <><strong>{area_name}</strong> <span className={styles.muted}>{area}</span></> },
        { key: 'grids', title: t('cutover.column.grids'), render: (_, { from_grid, to_grid }) => t('cutover.grids.both', { from: gridName(from_grid), to: gridName(to_grid) }) },
        { key: 'from', title: t('cutover.column.from'), render: (_, { effective_at }) => formatMoment(toDate(effective_at), now, language) },
        {
          key: 'state',
          title: t('cutover.column.state'),
          render: (_, { state }) => {
            const known = STATES[state as State]
            return known ? <Tag {...known}>{t(`cutover.state.${state as State}`)}</Tag> : state
          },
        },
        {
          key: 'report',
          title: t('cutover.column.report'),
          render: (_, { report, state }) =>
            state !== 'planned' && state !== 'cancelled' &&
            t('cutover.report.short', { orders: report.orders, went: report.went, stays: report.stays.reduce((sum, { count }) => sum + count, 0), waits: report.waits }),
        },
        ...(mayMove
          ? [{ key: 'act', title: t('cutover.column.act'), render: (_: unknown, each: CutOverView) => each.state === 'planned' && <CancelCutOver cutOver={each} /> }]
          : []),
      ]}
    />
  )
}

type State = 'planned' | 'running' | 'done' | 'cancelled'

const STATES: Record<State, { meaning: Meaning; icon: IconName }> = {
  planned: { meaning: 'soon', icon: 'clock' },
  running: { meaning: 'running', icon: 'swap' },
  done: { meaning: 'done', icon: 'check' },
  cancelled: { meaning: 'plain', icon: 'stop' },
}
