import { useI18n } from '@ronghe/ui'
import { Progress } from 'antd'
import type { MigrationReport } from '../api/types'
import { texts } from './texts'
import styles from './migration.module.css'

interface MoveProgressProps {
  expected: number
  /** What can still be moved, looked at while it runs. */
  preview: MigrationReport | undefined
}

/** How far it is; with more orders than are looked at in one go there is nothing to count by. */
export function MoveProgress({ expected, preview }: MoveProgressProps) {
  const { t } = useI18n(texts)
  const done = preview && !preview.more ? Math.max(0, expected - preview.movable) : undefined
  const words = done === undefined ? t('migration.progress.uncounted') : t('migration.progress.done', { done, total: expected })
  return (
    <section className={styles.card} aria-label={t('migration.progress.title')}>
      <h2 className={styles.heading}>{t('migration.progress.title')}</h2>
      <Progress percent={done === undefined || expected === 0 ? 0 : (done / expected) * 100} status="active" showInfo={false} aria-label={words} />
      <p role="status">{words}</p>
      <p className={styles.muted}>{t('migration.progress.leave')}</p>
    </section>
  )
}
