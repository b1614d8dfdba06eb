import { useI18n } from '@ronghe/ui'
import type { ProcessFiles } from '../api/types'
import { bundleDifference } from './bundleDifference'
import { DifferenceOverview } from './DifferenceOverview'
import { FileDifference } from './FileDifference'
import { texts } from './texts'
import styles from './processes.module.css'

interface BundleDifferenceProps {
  from: ProcessFiles
  to: ProcessFiles
  isUnfolded?: boolean
}

/** How two versions differ: in the words of the trade first, then file by file and line by line. */
export function BundleDifference({ from, to, isUnfolded = false }: BundleDifferenceProps) {
  const { t } = useI18n(texts)
  const files = bundleDifference(from.files, to.files)
  const versions = { from: from.version, to: to.version }
  if (files.length === 0) return <p className={styles.muted}>{t('processes.difference.none', versions)}</p>
  return (
    <details className={styles.difference} open={isUnfolded}>
      <summary>{t('processes.difference.title', { ...versions, count: files.length })}</summary>
      <DifferenceOverview from={from} to={to} />
      <h3 className={styles.filesTitle}>{t('processes.difference.files')}</h3>
      {files.map((file) => (
        <FileDifference key={file.name} file={file} from={from.files} to={to.files} />
      ))}
    </details>
  )
}
