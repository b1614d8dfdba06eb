import { useI18n } from '@ronghe/ui'
import { Button } from 'antd'
import { AwayTag } from '../absences/AwayTag'
import { useAway } from '../absences/useAway'
import { isGiven } from '../api/given'
import type { GridView } from '../api/types'
import { PersonName } from '../people/PersonName'
import type { PersonLoad } from './load'
import { LoadWords } from './LoadWords'
import { texts } from './texts'
import styles from './dispatch.module.css'

interface GridCardProps {
  grid: GridView | undefined
  loads: Map<string, PersonLoad>
  /** Gives what is chosen to one of the two; none where nothing is. */
  onGive: ((person: string) => void) | undefined
}

/** A grid's two people, with what each has on his hands, and the way to give either what is chosen. */
export function GridCard({ grid, loads, onGive }: GridCardProps) {
  const { t } = useI18n(texts)
  const away = useAway(grid?.station)
  if (!grid) return null
  const people = [
    { person: grid.primary, duty: t('dispatch.grid.a'), give: t('dispatch.grid.give_a') },
    { person: grid.backup, duty: t('dispatch.grid.b'), give: t('dispatch.grid.give_b') },
  ]
  return (
    <section className={styles.gridCard} aria-label={grid.name}>
      <strong>{grid.name}</strong>
      {people.map(({ person, duty, give }) => (
        <span key={duty}>
          {duty}{' '}
          {!isGiven(person) ? (
            t('dispatch.grid.vacant')
          ) : (
            <>
              <PersonName person={person} /> <AwayTag absence={away.get(person)} /> <span className={styles.muted}><LoadWords load={loads.get(person)} /></span>{' '}
              {onGive && !away.has(person) && <Button size="small" onClick={() => onGive(person)}>{give}</Button>}
            </>
          )}
        </span>
      ))}
    </section>
  )
}
