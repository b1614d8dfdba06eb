import { EmptyState, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Segmented, Select } from 'antd'
import { useRef } from 'react'
import { itemsQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { useRowKeys } from '../parts/useRowKeys'
import { ITEM_KINDS, type ItemKind } from './itemKinds'
import { ItemCard } from './ItemCard'
import { ItemDetail } from './ItemDetail'
import { texts } from './texts'
import styles from './items.module.css'

/** What waits for the office: the list at the left, the chosen one with both records at the right. */
export function ItemsPage() {
  const { t } = useI18n(texts)
  const [search, change] = useAddress()
  const state = search.get('state') === 'all' ? 'all' : 'open'
  const kind = search.get('kind') ?? undefined
  const query = useInfiniteQuery(itemsQuery(state))
  const all = query.data?.pages.flatMap(({ items }) => items)
  const shown = (all ?? []).filter((item) => kind === undefined || item.kind === kind)
  const chosen = all?.find(({ item }) => item === search.get('item')) ?? shown[0]

  const detail = useRef<HTMLElement>(null)
  const choose = (item: string | undefined) => {
    change({ item })
    // On a phone it stands above the list, out of sight from further down.
    if ((detail.current?.getBoundingClientRect().top ?? 0) < 0) detail.current?.scrollIntoView({ block: 'start' })
  }
  const keys = useRowKeys(shown.length, { Enter: (row) => choose(shown[row]?.item) })

  return (
    <>
      <PageHead
        title={t('items.page.title')}
        note={all && t('items.page.count', { count: shown.length })}
        actions={
          <>
            <Select
              aria-label={t('items.filter.kind')}
              className={styles.filter ?? ''}
              allowClear
              placeholder={t('items.filter.kind')}
              value={kind ?? null}
              onChange={(value?: string | null) => change({ kind: value ?? undefined, item: undefined })}
              options={(Object.keys(ITEM_KINDS) as ItemKind[]).map((each) => ({ value: each, label: t(`items.kind.${each}`) }))}
            />
            <Segmented
              aria-label={t('items.filter.state')}
              value={state}
              onChange={(value) => change({ state: value === 'all' ? 'all' : undefined, item: undefined })}
              options={[{ value: 'open', label: t('items.filter.open') }, { value: 'all', label: t('items.filter.all') }]}
            />
          </>
        }
      />
      <Answered
        query={{ ...query, data: all }}
        empty={{ when: () => shown.length === 0, title: t('items.empty.title'), advice: t('items.empty.advice') }}
      >
        {() => (
          <div className={styles.sides}>
            <div>
              <ul className={styles.list}>
                {shown.map((item, row) => (
                  <li key={item.item}>
                    <ItemCard
                      item={item}
                      isChosen={item.item === chosen?.item}
                      isActive={row === keys.active}
                      onChoose={() => choose(item.item)}
                    />
                  </li>
                ))}
              </ul>
              <LoadMore query={query} />
            </div>
            {chosen ? <ItemDetail key={chosen.item} ref={detail} item={chosen} /> : <EmptyState title={t('items.empty.title')} advice={t('items.empty.advice')} />}
          </div>
        )}
      </Answered>
    </>
  )
}
