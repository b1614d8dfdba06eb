import { groupNumber, useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { cardsQuery } from '../api/queries'
import { HashText } from '../parts/HashText'
import { paths } from '../paths'
import { useMay } from '../session/useSession'
import { texts } from './texts'

/** A card by its serial number, for those who may see cards; a card that is not in their list keeps its id. */
export function CardName({ card }: { card: string }) {
  const { t } = useI18n(texts)
  const mayList = useMay()('list_cards')
  const cards = useQuery({ ...cardsQuery, enabled: mayList })
  const known = cards.data?.find((each) => each.card === card)
  if (known) return <Link to={paths.cards()}>{groupNumber(known.serial)}</Link>
  return <HashText end hash={card} name={t('meters.facts.some_card')} />
}
