import { useI18n } from '@ronghe/ui'
import { NeighbourName } from '../parts/NeighbourName'
import { PersonName } from '../people/PersonName'
import { actorOf } from './story'
import { TerminalLink } from './TerminalLink'
import { texts } from './texts'

/** Who did it: a person, a terminal by itself, another system, or the platform. */
export function StoryActor({ actor, people }: { actor: string; people: Record<string, string> }) {
  const { t } = useI18n(texts)
  const { kind, id } = actorOf(actor)
  switch (kind) {
    case 'person':
      return <PersonName person={id} name={people[id]} />
    case 'terminal':
      return <TerminalLink terminal={id} />
    case 'neighbour':
      return <NeighbourName name={id} />
    case 'platform':
      return <span>{t('orders.story.platform')}</span>
  }
}
