import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input, Select } from 'antd'
import { peopleQuery } from '../api/queries'
import type { InquiryFilter } from './inquiryFilter'
import { REASONS } from './reasons'
import { texts } from './texts'
import styles from './inquiries.module.css'

interface InquiryFilterBarProps {
  filter: InquiryFilter
  onChange: (change: Partial<Record<keyof InquiryFilter, string | undefined>>) => void
}

/** By customer, by who looked, why and on which days. */
export function InquiryFilterBar({ filter, onChange }: InquiryFilterBarProps) {
  const { t } = useI18n(texts)
  const people = useQuery(peopleQuery(undefined))
  const day = (name: 'from' | 'until') => (
    <label className={styles.day}>
      {t(`inquiries.filter.${name}`)}
      <Input type="date" value={filter[name] ?? ''} onChange={({ target }) => onChange({ [name]: target.value })} />
    </label>
  )
  return (
    <div className={styles.filters} role="search" aria-label={t('inquiries.filter.label')}>
      <Input.Search
        key={filter.customer ?? ''}
        allowClear
        className={styles.customer ?? ''}
        aria-label={t('inquiries.filter.customer')}
        placeholder={t('inquiries.filter.customer')}
        defaultValue={filter.customer ?? ''}
        onSearch={(typed) => onChange({ customer: typed.replace(/\s/g, '') })}
      />
      <Select
        aria-label={t('inquiries.filter.person')}
        className={styles.choice ?? ''}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('inquiries.filter.person')}
        value={filter.person ?? null}
        loading={people.isLoading}
        onChange={(person?: string | null) => onChange({ person: person ?? undefined })}
        options={(people.data ?? []).map(({ person, name, staff_no }) => ({ value: person, label: `${name} ${staff_no}` }))}
      />
      <Select
        aria-label={t('inquiries.filter.reason')}
        className={styles.choice ?? ''}
        allowClear
        placeholder={t('inquiries.filter.reason')}
        value={filter.reason ?? null}
        onChange={(reason?: string | null) => onChange({ reason: reason ?? undefined })}
        options={REASONS.map((reason) => ({ value: reason, label: t(`inquiries.reason.${reason}`) }))}
      />
      {day('from')}
      {day('until')}
      {Object.keys(filter).length > 0 && (
        <Button type="link" onClick={() => onChange({ customer: undefined, person: undefined, reason: undefined, from: undefined, until: undefined })}>
          {t('inquiries.filter.clear')}
        </Button>
      )}
    </div>
  )
}
