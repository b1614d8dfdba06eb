import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { cardsQuery } from '../api/queries'
import { Answered } from '../parts/Answered'
import { PageHead } from '../parts/PageHead'
import { CardTable } from './CardTable'
import { texts } from './texts'

/** The cards of the company: operators', business cards, TF cards. */
export function CardsPage() {
  const { t } = useI18n(texts)
  const query = useQuery(cardsQuery)
  return (
    <>
      <PageHead title={t('terminals.cards.title')} note={query.data && t('terminals.cards.count', { count: query.data.length })} />
      <Answered
        query={query}
        empty={{ when: (cards) => cards.length === 0, title: t('terminals.cards.empty'), advice: t('terminals.cards.empty_advice') }}
      >
        {(cards) => <CardTable cards={cards} />}
      </Answered>
    </>
  )
}
