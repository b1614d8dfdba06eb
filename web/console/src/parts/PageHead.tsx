import type { ReactNode } from 'react'
import styles from './parts.module.css'

interface PageHeadProps {
  title: string
  note?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, note, actions }: PageHeadProps) {
  return (
    <div className={styles.head}>
      <h1 className={styles.title}>{title}</h1>
      {note && <span className={styles.muted}>{note}</span>}
      <span className={styles.space} />
      {actions}
    </div>
  )
}
