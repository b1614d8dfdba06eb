import { useI18n } from '@ronghe/ui'
import { texts } from './texts'

/** Another system of the company; one that is not known here keeps the name of its configuration. */
export function NeighbourName({ name }: { name: string }) {
  const { t } = useI18n(texts)
  const known = KNOWN[name]
  return <span>{known ? t(known) : name}</span>
}

const KNOWN: Record<string, 'parts.neighbour.marketing' | 'parts.neighbour.acquisition'> = {
  marketing: 'parts.neighbour.marketing',
  acquisition: 'parts.neighbour.acquisition',
}
