import { useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Input } from 'antd'
import { useSearchParams } from 'react-router'
import { inquiriesQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { InquiriesTable } from './InquiriesTable'
import { texts } from './texts'
import styles from './inquiries.module.css'

/** Who looked at which customer without an order, and why; of all customers, or of one. */
export function InquiriesPage() {
  const { t } = useI18n(texts)
  const [search, setSearch] = useSearchParams()
  const customer = search.get('customer') ?? undefined
  const query = useInfiniteQuery(inquiriesQuery(customer))
  return (
    <>
      <PageHead
        title={t('inquiries.page.title')}
        note={t('inquiries.page.note')}
        actions={
          <Input.Search
            key={customer}
            allowClear
            className={styles.customer ?? ''}
            aria-label={t('inquiries.filter.customer')}
            placeholder={t('inquiries.filter.customer')}
            defaultValue={customer}
            enterButton={t('inquiries.filter.button')}
            onSearch={(typed) => {
              const number = typed.replace(/\s/g, '')
              setSearch(number === '' ? {} : { customer: number }, { replace: true })
            }}
          />
        }
      />
      <Answered
        query={{ ...query, data: query.data?.pages.flatMap(({ items }) => items) }}
        empty={{ when: (items) => items.length === 0, title: t('inquiries.empty.title'), advice: t('inquiries.empty.advice') }}
      >
        {(items) => <InquiriesTable inquiries={items} />}
      </Answered>
      <LoadMore query={query} />
    </>
  )
}
