import { useI18n, type IconName, type Meaning } from '@ronghe/ui'
import type { ProcessFiles } from '../api/types'
import { Tag } from '../parts/Tag'
import { bundleDifference, type FileChange } from './bundleDifference'
import { texts } from './texts'
import styles from './processes.module.css'

/** How the files of two versions differ. */
export function BundleDifference({ from, to }: { from: ProcessFiles; to: ProcessFiles }) {
  const { t } = useI18n(texts)
  const files = bundleDifference(from.files, to.files)
  const versions = { from: from.version, to: to.version }
  if (files.length === 0) return <p className={styles.muted}>{t('processes.difference.none', versions)}</p>
  return (
    <details className={styles.difference}>
      <summary>{t('processes.difference.title', { ...versions, count: files.length })}</summary>
      <ul className={styles.changed}>
        {files.map(({ name, change }) => (
          <li key={name}>
            <Tag meaning={LOOKS[change].meaning} icon={LOOKS[change].icon}>{t(`processes.difference.${change}`)}</Tag> <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  )
}

const LOOKS: Record<FileChange, { meaning: Meaning; icon: IconName }> = {
  added: { meaning: 'plain', icon: 'add' },
  removed: { meaning: 'plain', icon: 'close' },
  changed: { meaning: 'plain', icon: 'pen' },
}
