import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Segmented } from 'antd'
import { useSearchParams } from 'react-router'
import { outboxQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { OutboxTable } from './OutboxTable'
import { MESSAGE_STATES, messageState } from './messageStates'
import { texts } from './texts'

/** Messages to the company's other systems, and what became of them. */
export function OutboxPage() {
  const { t } = useI18n(texts)
  const [search, setSearch] = useSearchParams()
  const query = useQuery(outboxQuery)
  const state = messageState(search.get('state'))
  return (
    <>
      <PageHead
        title={t('outbox.page.title')}
        note={t('outbox.page.note')}
        actions={
          <Segmented
            aria-label={t('outbox.filter.state')}
            value={state ?? 'all'}
            onChange={(value) => setSearch(value === 'all' ? {} : { state: value }, { replace: true })}
            options={[
              { value: 'all', label: t('outbox.filter.all') },
              ...MESSAGE_STATES.map((each) => ({ value: each, label: t(`outbox.state.${each}`) })),
            ]}
          />
        }
      />
      <Answered
        query={query}
        empty={{ when: ({ items }) => items.length === 0, title: t('outbox.empty.title'), advice: t('outbox.empty.advice') }}
      >
        {({ items }) => <OutboxTable messages={items.filter((each) => state === undefined || each.state === state)} />}
      </Answered>
    </>
  )
}
