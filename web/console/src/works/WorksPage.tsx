import { Icon, useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { worksQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { LoadMore } from '../parts/LoadMore'
import { PageHead } from '../parts/PageHead'
import { useAddress } from '../parts/useAddress'
import { useMay } from '../session/useSession'
import { BrokenChains } from './BrokenChains'
import { texts } from './texts'
import { WorkKindTiles } from './WorkKindTiles'
import { WorksFilterBar } from './WorksFilterBar'
import { worksFilterOf, worksQueryOf } from './worksFilter'
import { WorksTable } from './WorksTable'

/** What was done at meters, whichever they are; the filter stands in the address. */
export function WorksPage() {
  const { t } = useI18n(texts)
  const mayInspect = useMay()('inspect_meter_work')
  const [search, change] = useAddress()
  const filter = worksFilterOf(search)
  const query = useInfiniteQuery(worksQuery(worksQueryOf(filter)))
  const isNarrowed = Object.keys(filter).length > 0
  const all = (
    <Button onClick={() => change(Object.fromEntries([...search.keys()].map((name) => [name, undefined])))}>
      <Icon name="close" size="1em" /> {t('works.filter.clear')}
    </Button>
  )
  return (
    <>
      <PageHead title={t('works.page.title')} note={t('works.page.note')} />
      {mayInspect && <BrokenChains />}
      <WorkKindTiles filter={filter} onChoose={(kind) => change({ kind })} />
      <WorksFilterBar filter={filter} onChange={change} clear={isNarrowed && all} />
      <Answered
        query={{ ...query, data: query.data?.pages.flatMap(({ items }) => items) }}
        empty={{
          when: (works) => works.length === 0,
          title: t(isNarrowed ? 'works.empty.narrowed' : 'works.empty.title'),
          advice: t(isNarrowed ? 'works.empty.narrowed_advice' : 'works.empty.advice'),
          action: isNarrowed && all,
        }}
      >
        {(works) => <WorksTable works={works} />}
      </Answered>
      <LoadMore query={query} />
    </>
  )
}
