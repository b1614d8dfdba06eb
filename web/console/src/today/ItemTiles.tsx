import { useI18n } from '@ronghe/ui'
import { useInfiniteQuery } from '@tanstack/react-query'
import { itemsQuery } from '../api/queries'
import { ITEM_KINDS, type ItemKind } from '../items/itemKinds'
import { paths } from '../paths'
import { texts } from './texts'
import { Tile } from './Tile'

/** What waits on the office's list, by kind. */
export function ItemTiles() {
  const { t } = useI18n(texts)
  const items = useInfiniteQuery(itemsQuery('open'))
  if (items.data === undefined) return null
  const all = items.data.pages.flatMap((page) => page.items)
  return KINDS.map((kind) => (
    <Tile
      key={kind}
      name={t(kind === 'overdue' ? 'today.tiles.unexplained' : `today.tiles.${kind}`)}
      count={all.filter((item) => item.kind === kind).length}
      orMore={items.hasNextPage}
      {...ITEM_KINDS[kind]}
      to={paths.items({ kind })}
    />
  ))
}

const KINDS = ['refused', 'conflict', 'late', 'declined', 'result_refused', 'stalled', 'overdue', 'meter_work'] as const satisfies ItemKind[]
