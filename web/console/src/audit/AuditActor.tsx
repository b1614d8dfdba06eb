import { useI18n } from '@ronghe/ui'
import { actorOf } from '../orders/story'
import { TerminalLink } from '../orders/TerminalLink'
import { NeighbourName } from '../parts/NeighbourName'
import { PersonName } from '../people/PersonName'
import { texts } from './texts'

export function AuditActor({ actor }: { actor: string }) {
  const { t } = useI18n(texts)
  const { kind, id } = actorOf(actor)
  switch (kind) {
    case 'person':
      return <PersonName person={id} />
    case 'terminal':
      return <TerminalLink terminal={id} />
    case 'neighbour':
      return <NeighbourName name={id} />
    case 'platform':
      return t('audit.actor.platform')
  }
}
