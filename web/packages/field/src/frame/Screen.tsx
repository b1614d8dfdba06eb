import { Icon, useI18n } from '@ronghe/ui'
import type { ReactNode } from 'react'
import { texts } from '../texts'
import styles from './Screen.module.css'

interface ScreenProps {
  title: string
  /** Above the title, small. */
  over?: string
  onBack?: () => void
  /** Where back leads, if it is not simply back. */
  backWord?: string
  /** At the right of the title. */
  aside?: ReactNode
  /** At the thumb. */
  footer?: ReactNode
  /** The thin bar below everything. */
  bar?: ReactNode
  children: ReactNode
}

/** A screen: head, what scrolls, and what is at the thumb. */
export function Screen({ title, over, onBack, backWord, aside, footer, bar, children }: ScreenProps) {
  const { t } = useI18n(texts)
  return (
    <div className={styles.screen}>
      <header className={styles.header}>
        {onBack && (
          <button type="button" className={styles.back} onClick={onBack}>
            <Icon name="back" /> {backWord ?? t('field.screen.back')}
          </button>
        )}
        <div className={styles.titles}>
          {over !== undefined && <p className={styles.over}>{over}</p>}
          <h1 className={styles.title}>{title}</h1>
        </div>
        {aside}
      </header>
      <main className={styles.body}>{children}</main>
      {footer !== undefined && <footer className={styles.footer}>{footer}</footer>}
      {bar}
    </div>
  )
}
