import { useI18n } from '@ronghe/ui'
import { useMemo, useState } from 'react'
import type { BundleFiles } from './bundleFiles'
import type { ChangedFile } from './bundleDifference'
import { ChangeTag } from './ChangeTag'
import { lineDifference } from './lineDifference'
import { LineTable } from './LineTable'
import { texts } from './texts'
import styles from './processes.module.css'

interface FileDifferenceProps {
  file: ChangedFile
  from: BundleFiles
  to: BundleFiles
}

/** One file: how many lines are new and gone; opened, which. */
export function FileDifference({ file: { name, change }, from, to }: FileDifferenceProps) {
  const { t } = useI18n(texts)
  const [isOpen, setOpen] = useState(false)
  const difference = useMemo(() => lineDifference(from[name] ?? '', to[name] ?? ''), [from, to, name])
  return (
    <details className={styles.fileDifference} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <ChangeTag change={change} /> <code>{name}</code>{' '}
        {difference && <span className={styles.muted}>{t('processes.difference.lines', { added: difference.added, removed: difference.removed })}</span>}
      </summary>
      {isOpen && (difference ? <LineTable name={name} hunks={difference.hunks} /> : <p className={styles.muted}>{t('processes.difference.too_much')}</p>)}
    </details>
  )
}
