import { useI18n } from '@ronghe/ui'
import { AwayTag } from '../absences/AwayTag'
import { useAway } from '../absences/useAway'
import { isGiven } from '../api/given'
import type { GridView, OrderLineView } from '../api/types'
import { PersonName } from '../people/PersonName'
import { useNow } from '../parts/useNow'
import { loadByPerson, NO_LOAD } from './load'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** A grid's two people, with what each has on his hands. */
export function GridCard({ grid, lines }: { grid: GridView | undefined; lines: OrderLineView[] }) {
  const { t } = useI18n(texts)
  const now = useNow()
  const loads = loadByPerson(lines, now)
  const away = useAway(grid?.station)
  if (!grid) return null
  const people = [
    { person: grid.primary, duty: t('dispatch.grid.a') },
    { person: grid.backup, duty: t('dispatch.grid.b') },
  ]
  return (
    <section className={styles.gridCard} aria-label={grid.name}>
      <strong>{grid.name}</strong>
      {people.map(({ person, duty }) => (
        <span key={duty}>
          {duty}{' '}
          {!isGiven(person) ? (
            t('dispatch.grid.vacant')
          ) : (
            <>
              <PersonName person={person} /> <AwayTag absence={away.get(person)} />{' '}
              <span className={styles.muted}>{t('dispatch.candidate.load_words', { ...(loads.get(person) ?? NO_LOAD) })}</span>
            </>
          )}
        </span>
      ))}
    </section>
  )
}
