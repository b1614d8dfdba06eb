import { useQuery } from '@tanstack/react-query'
import { absencesQuery } from '../api/queries'
import type { AbsenceView } from '../api/types'
import { useNow } from '../parts/useNow'
import { isAwayAt } from './coverage'

/** Who is away now, by person; of several absences the one that ends last. Empty until the platform has said. */
export function useAway(station: string | undefined): Map<string, AbsenceView> {
  const absences = useQuery(absencesQuery(station))
  const at = useNow().getTime() * 1000
  const away = new Map<string, AbsenceView>()
  for (const absence of absences.data ?? []) {
    const known = away.get(absence.person)
    if (isAwayAt(absence, at) && (known === undefined || known.until < absence.until)) away.set(absence.person, absence)
  }
  return away
}
