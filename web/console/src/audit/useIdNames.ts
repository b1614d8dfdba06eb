import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { gridsQuery, peopleQuery, stationsQuery, terminalsQuery } from '../api/queries'
import { useMay } from '../session/useSession'

/** Whom or what an id stands for, as far as the reader knows the organisation. */
export function useIdNames(): (id: string) => string | undefined {
  const may = useMay()
  const people = useQuery(peopleQuery(undefined)).data
  const stations = useQuery(stationsQuery).data
  const grids = useQuery(gridsQuery(undefined)).data
  const terminals = useQuery({ ...terminalsQuery, enabled: may('list_terminals') }).data
  const names = useMemo(
    () =>
      new Map([
        ...(people ?? []).map(({ person, name }) => [person, name] as const),
        ...(stations ?? []).map(({ station, name }) => [station, name] as const),
        ...(grids ?? []).map(({ grid, name }) => [grid, name] as const),
        ...(terminals ?? []).map(({ terminal, name }) => [terminal, name] as const),
      ]),
    [people, stations, grids, terminals],
  )
  return (id) => names.get(id)
}
