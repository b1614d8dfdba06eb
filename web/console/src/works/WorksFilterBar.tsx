import { commandName, METER_COMMANDS, useI18n, type MeterCommand } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { peopleQuery, stationsQuery } from '../api/queries'
import type { AddressChanges } from '../parts/useAddress'
import { useMay } from '../session/useSession'
import { MeterSearch } from './MeterSearch'
import { texts } from './texts'
import type { WorksFilter } from './worksFilter'
import styles from './works.module.css'

interface WorksFilterBarProps {
  filter: WorksFilter
  onChange: (changes: AddressChanges) => void
  clear: ReactNode
}

/** By station, person, command, meter and days; an order stands here only where its page has led to it. */
export function WorksFilterBar({ filter, onChange, clear }: WorksFilterBarProps) {
  const { t, language } = useI18n(texts)
  // Whoever sees one station alone has nothing to choose.
  const seesAll = useMay()('inspect_meter_work')
  const stations = useQuery({ ...stationsQuery, enabled: seesAll })
  const people = useQuery(peopleQuery(filter.station))
  const day = (name: 'from' | 'until') => (
    <label className={styles.day}>
      {t(`works.filter.${name}`)}
      <Input type="date" value={filter[name] ?? ''} onChange={({ target }) => onChange({ [name]: target.value })} />
    </label>
  )
  return (
    <div className={styles.filters} role="search" aria-label={t('works.filter.label')}>
      <MeterSearch meter={filter.meter} onSearch={(meter) => onChange({ meter })} />
      {seesAll && (
        <Select
          allowClear
          aria-label={t('works.filter.station')}
          className={styles.choice ?? ''}
          placeholder={t('works.filter.station')}
          value={filter.station ?? null}
          loading={stations.isLoading}
          onChange={(station?: string | null) => onChange({ station: station ?? undefined })}
          options={(stations.data ?? []).map(({ station, name }) => ({ value: station, label: name }))}
        />
      )}
      <Select
        allowClear
        aria-label={t('works.filter.person')}
        className={styles.choice ?? ''}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('works.filter.person')}
        value={filter.person ?? null}
        loading={people.isLoading}
        onChange={(person?: string | null) => onChange({ person: person ?? undefined })}
        options={(people.data ?? []).map(({ person, name, staff_no }) => ({ value: person, label: `${name} ${staff_no}` }))}
      />
      <Select<MeterCommand | null>
        allowClear
        aria-label={t('works.filter.command')}
        className={styles.choice ?? ''}
        placeholder={t('works.filter.command')}
        value={filter.command ?? null}
        onChange={(command) => onChange({ command: command ?? undefined })}
        options={METER_COMMANDS.map((command) => ({ value: command, label: commandName(command, language) }))}
      />
      {day('from')}
      {day('until')}
      {filter.order !== undefined && (
        <Button onClick={() => onChange({ order: undefined })}>{t('works.filter.not_order')}</Button>
      )}
      {clear}
    </div>
  )
}
