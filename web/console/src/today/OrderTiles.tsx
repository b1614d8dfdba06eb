import { useI18n } from '@ronghe/ui'
import type { OrderFigures } from '../api/types'
import { paths } from '../paths'
import { texts } from './texts'
import { Tile } from './Tile'

export function OrderTiles({ figures }: { figures: OrderFigures }) {
  const { t } = useI18n(texts)
  return (
    <>
      <Tile
        name={t('today.tiles.overdue')} count={figures.overdue} icon="alert" meaning="late"
        to={paths.orders({ due: 'overdue', sort: 'due' })}
      />
      <Tile
        name={t('today.tiles.soon')} count={figures.due_soon} icon="clock" meaning="soon"
        to={paths.orders({ due: 'soon', sort: 'due' })}
      />
      <Tile
        name={t('today.tiles.undispatched')} count={figures.undispatched} icon="person" meaning="late"
        to={paths.orders({ flag: 'undispatched' })}
      />
      <Tile
        name={t('today.tiles.evidence')} count={figures.evidence_missing} icon="camera" meaning="soon"
        to={paths.orders({ state: 'all', flag: 'evidence' })}
      />
    </>
  )
}
