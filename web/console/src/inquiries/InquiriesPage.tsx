import { useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { inquiriesQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { InquiriesTable } from './InquiriesTable'
import { filterOf, queryOf } from './inquiryFilter'
import { InquiryFilterBar } from './InquiryFilterBar'
import { texts } from './texts'

/** Who looked at which customer without an order, and why; the filter stands in the address. */
export function InquiriesPage() {
  const { t } = useI18n(texts)
  const [search, change] = useAddress()
  const filter = filterOf(search)
  const query = useInfiniteQuery(inquiriesQuery(queryOf(filter)))
  return (
    <>
      <PageHead title={t('inquiries.page.title')} note={t('inquiries.page.note')} />
      <InquiryFilterBar filter={filter} onChange={change} />
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
