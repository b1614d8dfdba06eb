import { useI18n } from '@ronghe/ui'
import type { OrderLineView } from '../api/types'
import { isDueSoon, isOverdue, isUndispatched, lacksEvidence } from '../orders/lineFacts'
import { paths } from '../paths'
import { texts } from './texts'
import { Tile } from './Tile'

export function OrderTiles({ lines, now }: { lines: OrderLineView[]; now: Date }) {
  const { t } = useI18n(texts)
  const count = (holds: (line: OrderLineView, now: Date) => boolean) => lines.filter((line) => holds(line, now)).length
  return (
    <>
      <Tile name={t('today.tiles.overdue')} count={count(isOverdue)} icon="alert" meaning="late" to={paths.orders({ due: 'overdue' })} />
      <Tile name={t('today.tiles.soon')} count={count(isDueSoon)} icon="clock" meaning="soon" to={paths.orders({ due: 'soon' })} />
      <Tile
        name={t('today.tiles.undispatched')} count={count(isUndispatched)} icon="person" meaning="late"
        to={paths.orders({ flag: 'undispatched' })}
      />
      <Tile
        name={t('today.tiles.evidence')} count={count(lacksEvidence)} icon="camera" meaning="soon"
        to={paths.orders({ flag: 'evidence' })}
      />
    </>
  )
}
