import { useI18n } from '@ronghe/ui'
import type { MigrationReport } from '../api/types'
import { nameAfter, nameIn, type BothVersions } from './elementNames'
import { texts } from './texts'
import styles from './migration.module.css'

/** Where the orders stand that can move, and what each stage becomes. */
export function StageList({ stages, both }: { stages: MigrationReport['stages']; both: BothVersions }) {
  const { t, say } = useI18n(texts)
  return (
    <ul className={styles.rows}>
      {inDrawnOrder(stages, both).map(({ element, target, count }) => (
        <li key={element} className={styles.stage}>
          <strong>{say(nameIn(both.from, element))}</strong>
          <span className={styles.muted}>
            {element === target ? t('migration.stages.kept') : t('migration.stages.becomes', { target: say(nameAfter(both, element, target)) })}
          </span>
          <span className={styles.count}>{t('migration.stages.count', { count })}</span>
        </li>
      ))}
    </ul>
  )
}

function inDrawnOrder(stages: MigrationReport['stages'], { from }: BothVersions): MigrationReport['stages'] {
  const place = (element: string) => from.findIndex(({ id }) => id === element)
  return [...stages].sort((one, other) => place(one.element) - place(other.element))
}
