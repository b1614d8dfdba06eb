import { Icon, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { metersQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { AddressSearch } from './AddressSearch'
import { KeyStateTiles } from './KeyStateTiles'
import styles from './meters.module.css'
import { filterOf } from './metersFilter'
import { MetersTable } from './MetersTable'
import { texts } from './texts'

/** The meters that the acquisition system knows, and above all whose keys stand how; the filter stands in the address. */
export function MetersPage() {
  const { t } = useI18n(texts)
  const [search, change] = useAddress()
  const filter = filterOf(search)
  const query = useInfiniteQuery(metersQuery(filter))
  const isNarrowed = Object.keys(filter).length > 0
  const all = (
    <Button onClick={() => change({ keys: undefined, address: undefined })}>
      <Icon name="close" size="1em" /> {t('meters.filter.clear')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('meters.page.title')} note={t('meters.page.note')} />
      <KeyStateTiles chosen={filter.keys} onChoose={(keys) => change({ keys })} />
      <div className={styles.bar}>
        <AddressSearch address={filter.address} onSearch={(address) => change({ address })} />
        {isNarrowed && all}
      </div>
      <Answered
        query={{ ...query, data: query.data?.pages.flatMap(({ items }) => items) }}
        empty={{
          when: (meters) => meters.length === 0,
          title: t(isNarrowed ? 'meters.empty.narrowed' : 'meters.empty.title'),
          advice: t(isNarrowed ? 'meters.empty.narrowed_advice' : 'meters.empty.advice'),
          action: isNarrowed && all,
        }}
      >
        {(meters) => <MetersTable meters={meters} />}
      </Answered>
      <LoadMore query={query} words={t('meters.list.more')} />
    </>
  )
}
