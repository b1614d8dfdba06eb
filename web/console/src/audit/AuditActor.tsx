import { useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { actorOf } from '../orders/story'
import { TerminalLink } from '../orders/TerminalLink'
import { NeighbourName } from '../parts/NeighbourName'
import { paths } from '../paths'
import { usePersonName } from '../people/usePersonName'
import { texts } from './texts'

export function AuditActor({ actor }: { actor: string }) {
  const { t } = useI18n(texts)
  const nameOf = usePersonName()
  const { kind, id } = actorOf(actor)
  switch (kind) {
    case 'person':
      return <Link to={paths.people({ tab: 'people', person: id })}>{nameOf(id)}</Link>
    case 'terminal':
      return <TerminalLink terminal={id} />
    case 'neighbour':
      return <NeighbourName name={id} />
    case 'platform':
      return t('audit.actor.platform')
  }
}
