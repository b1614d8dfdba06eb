import { Icon, toneClass, type IconName, type Meaning } from '@ronghe/ui'
import type { ReactNode } from 'react'
import styles from './parts.module.css'

interface TagProps {
  meaning: Meaning
  icon: IconName
  children: ReactNode
}

/** A state in a word, an icon and a colour. */
export function Tag({ meaning, icon, children }: TagProps) {
  return (
    <span className={`${styles.tag} ${toneClass(meaning)}`}>
      <Icon name={icon} size="1em" /> {children}
    </span>
  )
}
