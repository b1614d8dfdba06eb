import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

/** Another system of the company; one that is not known here keeps the name of its configuration. */
export function NeighbourName({ name }: { name: string }) {
  const { t } = useI18n(texts)
  return <span>{name === 'marketing' ? t('parts.neighbour.marketing') : name}</span>
}
