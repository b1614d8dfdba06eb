import { formatDay, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select, Space } from 'antd'
import { isGiven } from '../api/given'
import { processesQuery, stationsQuery } from '../api/queries'
import { useNow } from '../parts/useNow'
import { useProcessTitles } from '../processes/useProcessTitles'
import { useSession } from '../session/useSession'
import { dayOf } from './lineFacts'
import { FLAGS, isNarrowed, type OrderFilter } from './orderFilter'
import { texts } from './texts'
import { WorkerName } from './WorkerName'
import styles from './orders.module.css'

interface FilterBarProps {
  filter: OrderFilter
  onChange: (changes: Record<string, string | undefined>) => void
}

export function FilterBar({ filter, onChange }: FilterBarProps) {
  const { t, say, language } = useI18n(texts)
  const now = useNow()
  const { station } = useSession()
  const stations = useQuery({ ...stationsQuery, enabled: !isGiven(station) })
  const processes = useQuery(processesQuery)
  const titleOf = useProcessTitles()
  const known = [...new Set(processes.data?.items.map(({ process }) => process) ?? [])]
  // A number is looked for among all orders.
  const isSearching = filter.text !== undefined
  const days = Array.from({ length: DAYS_AHEAD }, (_, at) => new Date(now.getTime() + at * DAY_MS))
  const dues = [
    { value: 'overdue', label: t('orders.due.overdue') },
    { value: 'soon', label: t('orders.due.soon') },
    ...days.map((day) => ({ value: dayOf(day), label: t('orders.due.day', { day: formatDay(day, now, language) }) })),
  ]
  return (
    <div className={styles.filters} role="search" aria-label={t('orders.filter.label')}>
      <Input.Search
        key={filter.text ?? ''}
        className={styles.number ?? ''}
        allowClear
        aria-label={t('orders.filter.text')}
        placeholder={t('orders.filter.text')}
        defaultValue={filter.text ?? ''}
        onSearch={(text) => onChange({ text: text.trim() })}
      />
      <Select
        aria-label={t('orders.filter.state')}
        className={styles.filter ?? ''}
        value={filter.state}
        onChange={(state) => onChange({ state })}
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
        aria-label={t('orders.filter.process')}
        className={styles.filter ?? ''}
        allowClear
        popupMatchSelectWidth={false}
        placeholder={t('orders.filter.process')}
        value={filter.process ?? null}
        loading={processes.isLoading}
        disabled={isSearching}
        onChange={(value?: string | null) => onChange({ process: value ?? undefined })}
        options={known.map((process) => ({ value: process, label: say(titleOf(process)) }))}
      />
      <Select
        aria-label={t('orders.filter.due')}
        className={styles.filter ?? ''}
        allowClear
        placeholder={t('orders.filter.due')}
        value={filter.due ?? null}
        disabled={isSearching}
        onChange={(value?: string | null) => onChange({ due: value ?? undefined })}
        options={dues}
      />
      <Select
        aria-label={t('orders.filter.flag')}
        className={styles.filter ?? ''}
        allowClear
        placeholder={t('orders.filter.flag')}
        value={filter.flag ?? null}
        disabled={isSearching}
        onChange={(value?: string | null) => onChange({ flag: value ?? undefined })}
        options={FLAGS.map((flag) => ({ value: flag, label: t(`orders.flag.${flag}`) }))}
      />
      <Select
        aria-label={t('orders.filter.sort')}
        className={styles.filter ?? ''}
        value={filter.sort ?? 'newest'}
        disabled={isSearching}
        onChange={(sort) => onChange({ sort: sort === 'due' ? sort : undefined })}
        options={(['newest', 'due'] as const).map((sort) => ({ value: sort, label: t(`orders.sort.${sort}`) }))}
      />
      <Space>
        {filter.worker !== undefined && <WorkerName person={filter.worker} />}
        {isNarrowed(filter) && (
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
  text: undefined, station: undefined, process: undefined, due: undefined, stage: undefined, worker: undefined, flag: undefined,
}
