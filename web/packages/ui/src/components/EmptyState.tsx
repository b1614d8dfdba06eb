import type { ReactNode } from 'react'
import { Icon } from './Icon'
import styles from './notices.module.css'

/** An empty list: what it would show and what to do. */
export function EmptyState({ title, advice, action }: { title: string; advice: string; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <Icon name="empty" size="3rem" />
      <p className={styles.title}>{title}</p>
      <p className={styles.text}>{advice}</p>
      {action}
    </div>
  )
}
