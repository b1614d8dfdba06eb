import { useQuery } from '@tanstack/react-query'
import { loadsQuery } from '../api/queries'
import { loadsOfGrids, loadsOfPeople } from './load'

/** What people and grids have in hand, as the platform counts it; empty until it has said. */
export function useLoads(station: string | undefined) {
  const { data } = useQuery(loadsQuery(station))
  return { loads: data, people: loadsOfPeople(data), grids: loadsOfGrids(data) }
}
