import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { terminalsQuery } from '../api/queries'
import { isNotSeen } from '../terminals/notSeen'
import { paths } from '../paths'
import { texts } from './texts'
import { Tile } from './Tile'

export function TerminalTile({ now }: { now: Date }) {
  const { t } = useI18n(texts)
  const terminals = useQuery(terminalsQuery)
  if (terminals.data === undefined) return null
  const count = terminals.data.filter((terminal) => isNotSeen(terminal, now)).length
  return <Tile name={t('today.tiles.not_seen')} count={count} icon="barcode" meaning="soon" to={paths.terminals({ seen: 'no' })} />
}
