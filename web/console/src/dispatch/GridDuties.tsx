import { useI18n } from '@ronghe/ui'
import type { GridView } from '../api/types'
import { texts } from './texts'
import styles from './dispatch.module.css'

/** The grids that somebody answers for, as A or as B. */
export function GridDuties({ person, grids }: { person: string; grids: GridView[] }) {
  const { t } = useI18n(texts)
  const duties = grids.flatMap(({ grid, name, primary, backup }) => {
    if (primary === person) return [{ grid, words: t('dispatch.grid.as_a', { name }) }]
    return backup === person ? [{ grid, words: t('dispatch.grid.as_b', { name }) }] : []
  })
  return (
    <span className={styles.duties}>
      {duties.map(({ grid, words }) => (
        <span key={grid}>{words}</span>
      ))}
    </span>
  )
}
