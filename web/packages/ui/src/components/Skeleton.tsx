import { useI18n } from '../i18n/I18n'
import { texts } from '../texts'
import styles from './Skeleton.module.css'

/** Grey rows in the shape of the list that is coming. */
export function SkeletonList({ rows, lines = 2 }: { rows: number; lines?: number }) {
  const { t } = useI18n(texts)
  return (
    <div role="status" aria-label={t('ui.loading.label')} className={styles.list}>
      {Array.from({ length: rows }, (_, row) => (
        <SkeletonCard key={row} lines={lines} />
      ))}
    </div>
  )
}

function SkeletonCard({ lines }: { lines: number }) {
  return (
    <div className={styles.card}>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={styles.line} />
      ))}
    </div>
  )
}
