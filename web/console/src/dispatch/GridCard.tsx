import { useI18n } from '@ronghe/ui'
import { Link } from 'react-router'
import { isGiven } from '../api/given'
import type { GridView, OrderLineView } from '../api/types'
import { paths } from '../paths'
import { usePersonName } from '../people/usePersonName'
import { useNow } from '../parts/useNow'
import { loadByPerson, NO_LOAD } from './load'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** A grid's two people, with what each has on his hands. */
export function GridCard({ grid, lines }: { grid: GridView | undefined; lines: OrderLineView[] }) {
  const { t } = useI18n(texts)
  const now = useNow()
  const nameOf = usePersonName()
  const loads = loadByPerson(lines, now)
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
              <Link to={paths.people({ tab: 'people', person })}>{nameOf(person)}</Link>{' '}
              <span className={styles.muted}>{t('dispatch.candidate.load_words', { ...(loads.get(person) ?? NO_LOAD) })}</span>
            </>
          )}
        </span>
      ))}
    </section>
  )
}
