import { useQuery } from '@tanstack/react-query'
import { peopleQuery } from '../api/queries'

/** Names by id. Who is not in the caller's reach keeps the end of his id, which is enough to tell two apart. */
export function usePersonName(): (person: string) => string {
  const people = useQuery(peopleQuery(undefined))
  const names = new Map(people.data?.map(({ person, name }) => [person, name]))
  return (person) => names.get(person) ?? `…${person.slice(-6)}`
}
