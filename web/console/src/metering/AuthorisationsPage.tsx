import { groupNumber, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { Link, useSearchParams } from 'react-router'
import { authorisationsQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { paths } from '../paths'
import { AuthorisationCard } from './AuthorisationCard'
import { authorisationState, SHOWN_STATES } from './authorisationStates'
import { texts } from './texts'
import styles from './metering.module.css'

/** Who asks for leave to command a meter, with the facts beside the button; what was decided, by its state, or all of one order. */
export function AuthorisationsPage() {
  const { t } = useI18n(texts)
  const [search, setSearch] = useSearchParams()
  const state = authorisationState(search.get('state')) ?? 'requested'
  const order = search.get('order') ?? undefined
  const query = useInfiniteQuery(authorisationsQuery(order === undefined ? { state } : { order }))
  const all = query.data?.pages.flatMap(({ items }) => items)
  return (
    <>
      <PageHead
        title={t('metering.page.title')}
        note={order === undefined ? t('metering.page.note') : t('metering.page.of_order', { order: groupNumber(all?.[0]?.order_no ?? '…') })}
        actions={
          order === undefined ? (
            <div className={styles.states}>
              <Segmented
                aria-label={t('metering.filter.state')}
                value={state}
                onChange={(value) => setSearch(value === 'requested' ? {} : { state: value }, { replace: true })}
                options={SHOWN_STATES.map((each) => ({ value: each, label: t(`metering.state.${each}`) }))}
              />
            </div>
          ) : (
            <Link to={paths.authorisations()}>{t('metering.page.of_all')}</Link>
          )
        }
      />
      <Answered
        query={{ ...query, data: all }}
        empty={{
          when: (entries) => entries.length === 0,
          title: t(order !== undefined ? 'metering.empty.order' : state === 'requested' ? 'metering.empty.requested' : 'metering.empty.other'),
          advice: t('metering.empty.advice'),
        }}
      >
        {(entries) => (
          <ul className={styles.list}>
            {entries.map((entry) => (
              <li key={entry.authorisation}>
                <AuthorisationCard entry={entry} />
              </li>
            ))}
          </ul>
        )}
      </Answered>
      <LoadMore query={query} />
    </>
  )
}
