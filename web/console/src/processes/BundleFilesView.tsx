import { formatFileSize, useI18n } from '@ronghe/ui'
import { useState } from 'react'
import type { BundleFiles } from './bundleFiles'
import { texts } from './texts'
import styles from './processes.module.css'

/** The files of a bundle: names at the left, the chosen one at the right. */
export function BundleFilesView({ files }: { files: BundleFiles }) {
  const { t } = useI18n(texts)
  const names = Object.keys(files).sort()
  const [chosen, setChosen] = useState(names.includes('README.md') ? 'README.md' : (names[0] ?? ''))
  return (
    <section className={styles.files} aria-label={t('processes.files.label')}>
      <ul className={styles.names}>
        {names.map((name) => (
          <li key={name}>
            <button type="button" className={styles.name} aria-current={name === chosen} onClick={() => setChosen(name)}>
              <code>{name}</code> <span className={styles.muted}>{formatFileSize(new Blob([files[name] ?? '']).size)}</span>
            </button>
          </li>
        ))}
      </ul>
      <pre className={styles.file} tabIndex={0} aria-label={chosen}>{files[chosen]}</pre>
    </section>
  )
}
