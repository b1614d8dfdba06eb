import { formatMoment, useI18n } from '@ronghe/ui'
import { toDate } from '../parts/Moment'
import { useNow } from '../parts/useNow'
import { useCertificateKinds } from '../people/useCertificateKinds'
import { usePersonName } from '../people/usePersonName'
import type { PassedOver } from './story'
import { texts } from './texts'

/** Who was not given it, and what spoke against him. */
export function StoryHeldBack({ passedOver }: { passedOver: PassedOver }) {
  const { t, language } = useI18n(texts)
  const now = useNow()
  const nameOfPerson = usePersonName()
  const nameOfKind = useCertificateKinds()
  const { person, until, inHand, without } = passedOver
  const name = nameOfPerson(person)
  if (until !== undefined) return <span>{t('orders.story.back_at', { name, at: formatMoment(toDate(until), now, language) })}</span>
  if (inHand) return <span>{t('orders.story.full', { name, ...inHand })}</span>
  if (without !== undefined) return <span>{t('orders.story.without', { name, kind: nameOfKind(without) })}</span>
  return <span>{name}</span>
}
