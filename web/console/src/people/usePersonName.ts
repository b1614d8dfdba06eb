import { useI18n } from '@ronghe/ui'
import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from '../api/queries'
import { texts } from './texts'

/** Names by id, where words are wanted and no element; whoever is beyond the reader's reach is somebody else. */
export function usePersonName(): (person: string) => string {
  const { t } = useI18n(texts)
  const people = useQuery(peopleQuery(undefined))
  const names = new Map(people.data?.map(({ person, name }) => [person, name]))
  return (person) => names.get(person) ?? (people.isPending ? '…' : t('people.name.other'))
}
