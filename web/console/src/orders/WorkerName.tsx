import { useI18n } from '@ronghe/ui'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

/** Whose orders the list is narrowed to. */
export function WorkerName({ person }: { person: string }) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  return <span>{t('orders.filter.worker', { name: nameOf(person) })}</span>
}
