import { formatDay, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Space } from 'antd'
import { isGiven } from '../api/given'
import { stationsQuery } from '../api/queries'
import { useNow } from '../parts/useNow'
import { useSession } from '../session/useSession'
import { dayOf } from './lineFacts'
import { FLAGS, narrowsHere, type OrderFilter } from './orderFilter'
import { texts } from './texts'
import { WorkerName } from './WorkerName'
import styles from './orders.module.css'

interface FilterBarProps {
  filter: OrderFilter
  onChange: (changes: Record<string, string | undefined>) => void
}

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const { station } = useSession()
  const stations = useQuery({ ...stationsQuery, enabled: !isGiven(station) })
  const isNarrowed = narrowsHere(filter) || filter.orderNo !== undefined || filter.station !== undefined
  const days = Array.from({ length: DAYS_AHEAD }, (_, at) => new Date(now.getTime() + at * DAY_MS))
  const dues = [
    { value: 'overdue', label: t('orders.due.overdue') },
    { value: 'soon', label: t('orders.due.soon') },
    ...days.map((day) => ({ value: dayOf(day), label: t('orders.due.day', { day: formatDay(day, now, language) }) })),
  ]
  return (
    <div className={styles.filters} role="search" aria-label={t('orders.filter.label')}>
      <Input.Search
        key={filter.orderNo ?? ''}
        className={styles.number ?? ''}
        allowClear
        aria-label={t('orders.filter.order_no')}
        placeholder={t('orders.filter.order_no')}
        defaultValue={filter.orderNo ?? ''}
        onSearch={(text) => onChange({ order_no: text.replace(/\s/g, '') })}
      />
      <Select
        aria-label={t('orders.filter.state')}
        className={styles.filter ?? ''}
        value={filter.state}
        onChange={(state) => onChange({ state: state === 'open' ? undefined : state })}
        options={(['open', 'suspended', 'archived', 'terminated', 'all'] as const).map((state) => ({
          value: state, label: t(`orders.state.${state}`),
        }))}
      />
      {!isGiven(station) && (
        <Select
          aria-label={t('orders.filter.station')}
          className={styles.filter ?? ''}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={t('orders.filter.station')}
          value={filter.station ?? null}
          loading={stations.isLoading}
          onChange={(value?: string | null) => onChange({ station: value ?? undefined })}
          options={(stations.data ?? []).map((each) => ({ value: each.station, label: each.name }))}
        />
      )}
      <Select
        aria-label={t('orders.filter.due')}
        className={styles.filter ?? ''}
        allowClear
        placeholder={t('orders.filter.due')}
        value={filter.due ?? null}
        onChange={(value?: string | null) => onChange({ due: value ?? undefined })}
        options={dues}
      />
      <Select
        aria-label={t('orders.filter.flag')}
        className={styles.filter ?? ''}
        allowClear
        placeholder={t('orders.filter.flag')}
        value={filter.flag ?? null}
        onChange={(value?: string | null) => onChange({ flag: value ?? undefined })}
        options={FLAGS.map((flag) => ({ value: flag, label: t(`orders.flag.${flag}`) }))}
      />
      <Space>
        {filter.worker !== undefined && <WorkerName person={filter.worker} />}
        {isNarrowed && (
          <Button type="link" onClick={() => onChange(EVERYTHING)}>
            {t('orders.filter.clear')}
          </Button>
        )}
      </Space>
    </div>
  )
}

const DAY_MS = 24 * 60 * 60_000
const DAYS_AHEAD = 7
const EVERYTHING = {
  order_no: undefined, station: undefined, due: undefined, stage: undefined, worker: undefined, flag: undefined,
}
